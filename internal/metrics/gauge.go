package metrics

import (
	"bufio"
	"sync/atomic"
)

// Gauge is a value that is read when it is told.
type Gauge struct {
	head
	read func() float64
}

// Gauge makes one; read is safe for concurrent use.
func (s *Set) Gauge(name, help string, read func() float64) {
	s.add(&Gauge{head{name, help, "gauge", nil}, read})
}

// Info makes a gauge that is always 1 and tells facts as its labels, given as
// name, value, name, value.
func (s *Set) Info(name, help string, facts ...string) {
	var labels, values []string
	for i := 0; i+1 < len(facts); i += 2 {
		labels, values = append(labels, facts[i]), append(values, facts[i+1])
	}
	s.add(&info{head{name, help, "gauge", labels}, values})
}

type info struct {
	head
	values []string
}

func (i *info) write(w *bufio.Writer) {
	i.head.write(w)
	i.sample(w, "", i.values, "", "", 1)
}

func (g *Gauge) write(w *bufio.Writer) {
	g.head.write(w)
	g.sample(w, "", nil, "", "", g.read())
}

// Level is a gauge that goes up and down.
type Level struct{ n atomic.Int64 }

// Level makes one.
func (s *Set) Level(name, help string) *Level {
	l := &Level{}
	s.Gauge(name, help, func() float64 { return float64(l.n.Load()) })
	return l
}

// Add moves the level.
func (l *Level) Add(n int64) { l.n.Add(n) }

// Load is where it is.
func (l *Level) Load() int64 { return l.n.Load() }
