package metrics

import (
	"bufio"
	"sync/atomic"
)

// Counter counts by the values of its labels.
type Counter struct {
	head
	series series[atomic.Int64]
}

// Counter makes one. Its name ends in _total.
func (s *Set) Counter(name, help string, labels ...string) *Counter {
	c := &Counter{head: head{name, help, "counter", labels}}
	if len(labels) == 0 {
		c.series.of(nil) // a counter that nothing happened to is 0, not missing
	}
	s.add(c)
	return c
}

// Add counts n more. There is a value for each label.
func (c *Counter) Add(n int64, values ...string) { c.series.of(values).Add(n) }

func (c *Counter) write(w *bufio.Writer) {
	c.head.write(w)
	for _, at := range c.series.sorted() {
		c.sample(w, "", at.values, "", "", float64(at.value.Load()))
	}
}
