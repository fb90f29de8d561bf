package main

import (
	"fmt"
	"slices"

	"github.com/actionctl/connector/bench/internal/part"
)

// mostMemory is what a transfer may need, in MiB.
const mostMemory = 16

func (a all) rows() []part.Row {
	return []part.Row{
		a.rate("download", ourDown, bareDown),
		a.rate("upload", ourUp, bareUp),
		a.processor("download", ourDown, bareDown),
		a.processor("upload", ourUp, bareUp),
		a.memory("download", ourDown, bareDown),
		a.memory("upload", ourUp, bareUp),
	}
}

func (a all) rate(what, ours, theirs string) part.Row {
	ratios := part.Ratios(a.rates[ours], a.rates[theirs])
	return part.Row{
		Goal: 14, Name: what + ", throughput vs net/http", Ratio: part.Median(ratios), Limit: 0.95, Better: part.More,
		Detail: fmt.Sprintf("%.2f to %.2f; %.0f of %.0f MiB/s", slices.Min(ratios), slices.Max(ratios), part.Median(a.rates[ours]), part.Median(a.rates[theirs])),
	}
}

// processor is told beside the rates: it is the same on a machine that does other things.
func (a all) processor(what, ours, theirs string) part.Row {
	return part.Row{
		Goal: 14, Name: what + ", processor time vs net/http", Ratio: part.Median(part.Ratios(a.busy[ours], a.busy[theirs])),
		Detail: fmt.Sprintf("%.2f of %.2f s", part.Median(a.busy[ours]), part.Median(a.busy[theirs])),
	}
}

func (a all) memory(what, ours, theirs string) part.Row {
	return part.Row{
		Goal: 14, Name: what + ", peak memory of the process in MiB", Ratio: slices.Max(a.peaks[ours]), Limit: mostMemory, Better: part.Less,
		Detail: fmt.Sprintf("net/http %.1f MiB", slices.Max(a.peaks[theirs])),
	}
}
