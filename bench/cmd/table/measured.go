package main

import (
	"fmt"
	"slices"
)

// measured are all rounds. Missing figures are collected, so that one error tells all.
type measured struct {
	rounds  []round
	missing []string
}

// of are the figures of one benchmark, one a round.
func (m *measured) of(name, unit string) []float64 {
	var all []float64
	for i, r := range m.rounds {
		n, ok := r[name][unit]
		if !ok {
			m.missing = append(m.missing, fmt.Sprintf("%s of %s in round %d", unit, name, i+1))
			continue
		}
		all = append(all, n)
	}
	return all
}

// per are the ratios of two benchmarks, each made within one round: what else the
// machine did then, it did to both.
func (m *measured) per(a, b, unit string) []float64 {
	as, bs := m.of(a, unit), m.of(b, unit)
	if len(as) != len(bs) {
		return nil
	}
	ratios := make([]float64, len(as))
	for i := range as {
		ratios[i] = as[i] / bs[i]
	}
	return ratios
}

// median of what were measured; 0 of nothing.
func median(all []float64) float64 {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// spread is the least and the most of the rounds.
func spread(all []float64) string {
	if len(all) < 2 {
		return ""
	}
	return fmt.Sprintf("%.3g to %.3g", slices.Min(all), slices.Max(all))
}
