package main

import (
	"fmt"

	"github.com/actionctl/connector/bench/internal/part"
)

func rows(times, peaks figures) []part.Row {
	ms := func(goal int, ours, theirs string, limit float64) part.Row {
		return row(goal, "cold start: "+ours+" vs "+theirs, times[ours], times[theirs], limit, "ms")
	}
	return []part.Row{
		ms(7, ourGet, bareGet, 2.1),
		ms(7, ourGet, itsGet, 0.33),
		ms(7, ourGet, curlGet, 0),
		ms(8, ourCreate, itsCreate, 0.45),
		ms(9, ourList, itsHelp, 0.30),
		ms(9, ourSearch, itsHelp, 0.30),
		ms(9, ourHelp, itsHelp, 0.30),
		row(10, "peak memory: "+ourGet+" vs "+itsGet, peaks[ourGet], peaks[itsGet], 0.22, "MiB"),
		row(10, "peak memory: "+ourGet+" vs "+bareGet, peaks[ourGet], peaks[bareGet], 0, "MiB"),
		row(10, "peak memory: "+ourCreate+" vs "+itsCreate, peaks[ourCreate], peaks[itsCreate], 0, "MiB"),
	}
}

// row compares two programs; a limit of 0 is no goal.
func row(goal int, name string, ours, theirs []float64, limit float64, unit string) part.Row {
	r := part.Row{
		Goal: goal, Name: name, Ratio: part.Median(part.Ratios(ours, theirs)), Limit: limit,
		Detail: fmt.Sprintf("%.1f of %.1f %s", part.Median(ours), part.Median(theirs), unit),
	}
	if limit > 0 {
		r.Better = part.Less
	}
	return r
}
