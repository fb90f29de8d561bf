// Package metrics counts, and tells what it counted in the text form that Prometheus
// reads. Names and labels are the programmer's; only values of labels may be anything.
package metrics

import (
	"bufio"
	"io"
	"sync"
)

// Set is metrics that are told together. The zero value is an empty one. It is safe for
// concurrent use.
type Set struct {
	mu      sync.Mutex
	metrics []metric
}

type metric interface{ write(w *bufio.Writer) }

func (s *Set) add(m metric) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.metrics = append(s.metrics, m)
}

// WriteTo writes all metrics, in the order in which they were made.
func (s *Set) WriteTo(w io.Writer) (int64, error) {
	s.mu.Lock()
	all := s.metrics[:len(s.metrics):len(s.metrics)]
	s.mu.Unlock()
	counted := &counting{w: w}
	b := bufio.NewWriter(counted)
	for _, m := range all {
		m.write(b)
	}
	err := b.Flush()
	return counted.n, err
}

// Content is the media type of what WriteTo writes.
const Content = "text/plain; version=0.0.4; charset=utf-8"

type counting struct {
	w io.Writer
	n int64
}

func (c *counting) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
