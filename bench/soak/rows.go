package main

import (
	"fmt"
	"time"

	"github.com/actionctl/connector/bench/internal/part"
)

// underLoad is the number that the table gives to what no numbered goal asks for.
const underLoad = 16

func (s soak) rows(who string, r *report) []part.Row {
	kept := r.Samples[len(r.Samples)/5:]
	early, late := middle(kept[:len(kept)/2]), middle(kept[len(kept)/2:])
	rows := []part.Row{
		{Goal: underLoad, Name: who + ", heap in use, later half vs earlier", Ratio: late.Heap / early.Heap, Limit: moreHeap + roomHeap/early.Heap, Better: part.Less,
			Detail: fmt.Sprintf("%.2f to %.2f MiB in %s with %d callers, %d calls, %.0f a second", early.Heap, late.Heap, s.length, s.callers, r.Latencies.Total, float64(r.Latencies.Total)/s.length.Seconds())},
		{Goal: underLoad, Name: who + ", goroutines more in the later half", Ratio: float64(late.Goroutines - early.Goroutines), Limit: moreCount, Better: part.Less, Detail: fmt.Sprintf("%d to %d", early.Goroutines, late.Goroutines)},
		{Goal: underLoad, Name: who + ", open files more in the later half", Ratio: float64(late.Files - early.Files), Limit: moreCount, Better: part.Less, Detail: fmt.Sprintf("%d to %d", early.Files, late.Files)},
	}
	for _, p := range []float64{0.5, 0.9, 0.99, 0.999} {
		at := r.Latencies.at(p)
		rows = append(rows, part.Row{Goal: underLoad, Name: fmt.Sprintf("%s, latency p%g in ms", who, 100*p), Ratio: float64(at) / float64(time.Millisecond)})
	}
	return rows
}
