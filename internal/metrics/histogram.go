package metrics

import (
	"bufio"
	"math"
	"slices"
	"strconv"
	"sync"
)

// Histogram counts observations by size and by the values of its labels.
type Histogram struct {
	head
	bounds []float64
	series series[distribution]
}

type distribution struct {
	mu     sync.Mutex
	counts []int64 // by the first bound that the observation is not above; the last is above all
	sum    float64
}

// Histogram makes one. bounds are the upper bounds of its buckets, rising.
func (s *Set) Histogram(name, help string, bounds []float64, labels ...string) *Histogram {
	h := &Histogram{head: head{name, help, "histogram", labels}, bounds: slices.Clone(bounds)}
	s.add(h)
	return h
}

// Observe counts one observation. There is a value for each label.
func (h *Histogram) Observe(v float64, values ...string) {
	d := h.series.of(values)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.counts == nil {
		d.counts = make([]int64, len(h.bounds)+1)
	}
	at, _ := slices.BinarySearch(h.bounds, v)
	d.counts[at]++
	d.sum += v
}

func (h *Histogram) write(w *bufio.Writer) {
	h.head.write(w)
	for _, at := range h.series.sorted() {
		at.value.mu.Lock()
		counts, sum := slices.Clone(at.value.counts), at.value.sum
		at.value.mu.Unlock()
		var all int64
		for i, n := range counts {
			all += n
			bound := math.Inf(1)
			if i < len(h.bounds) {
				bound = h.bounds[i]
			}
			h.sample(w, "_bucket", at.values, "le", number(bound), float64(all))
		}
		h.sample(w, "_sum", at.values, "", "", sum)
		h.sample(w, "_count", at.values, "", "", float64(all))
	}
}

func number(v float64) string {
	if math.IsInf(v, 1) {
		return "+Inf"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}
