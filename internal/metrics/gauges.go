package metrics

import (
	"bufio"
	"math"
	"sync/atomic"
)

// Gauges are values that are set, by the values of their labels.
type Gauges struct {
	head
	series series[atomic.Uint64]
}

// Gauges makes some.
func (s *Set) Gauges(name, help string, labels ...string) *Gauges {
	g := &Gauges{head: head{name, help, "gauge", labels}}
	s.add(g)
	return g
}

// Put sets one of them. There is a value for each label.
func (g *Gauges) Put(v float64, values ...string) { g.series.of(values).Store(math.Float64bits(v)) }

func (g *Gauges) write(w *bufio.Writer) {
	g.head.write(w)
	for _, at := range g.series.sorted() {
		g.sample(w, "", at.values, "", "", math.Float64frombits(at.value.Load()))
	}
}
