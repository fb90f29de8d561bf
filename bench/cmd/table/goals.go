package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/actionctl/connector/bench/internal/part"
)

const (
	nanoseconds = "ns/op"
	allocations = "allocs/op"
	micro       = 1000
)

// rows are those of the benchmarks of this module.
func (m *measured) rows() ([]row, error) {
	rows := []row{
		m.ratio(1, "get in memory, time vs the SDK", "Call/get/actionctl", "Call/get/sdk", 0.012),
		m.count(1, "get in memory, allocations", "Call/get/actionctl", allocations, 45),
		m.beside("get in memory vs bare net/http", "Call/get/actionctl", "Call/get/nethttp", 1),
		m.beside("get in memory vs resty by hand", "Call/get/actionctl", "Call/get/resty", 1),
		m.ratio(2, "create in memory, time vs the SDK", "Call/create/actionctl", "Call/create/sdk", 0.30),
		m.count(2, "create in memory, allocations", "Call/create/actionctl", allocations, 80),
		m.beside("create in memory vs bare net/http", "Call/create/actionctl", "Call/create/nethttp", 2),
		m.beside("create in memory vs resty by hand", "Call/create/actionctl", "Call/create/resty", 2),
		m.ratio(3, "checking create, time vs v5", "Check/create/actionctl", "Check/create/v5", 0.10),
		m.count(3, "checking create, allocations", "Check/create/actionctl", allocations, 0),
		m.ratio(4, "page of jobs as a value vs the SDK", "Decoded/list/actionctl", "Decoded/list/sdk", 0.023),
		m.beside("page of jobs as a value vs bare net/http", "Decoded/list/actionctl", "Decoded/list/nethttp", 4),
		m.rate("get"), m.rate("create"),
		m.beside("64 callers, get, time vs resty by hand", "Many/get/actionctl", "Many/get/resty", 5),
		m.beside("one caller on loopback, get vs bare net/http", "Loopback/get/actionctl", "Loopback/get/nethttp", 5),
		m.beside("one caller on loopback, create vs bare net/http", "Loopback/create/actionctl", "Loopback/create/nethttp", 5),
		m.connections(), m.connectionsBeside(),
		m.time(11, "opening the registry, us", "Open/registry/actionctl", 50),
		m.count(11, "opening the registry, allocations", "Open/registry/actionctl", allocations, 5),
		m.heap(),
		m.time(13, "search, us", "Find/search/actionctl", 150),
		m.time(13, "did you mean, us", "Find/nearest/actionctl", 2000),
		m.count(15, "integers to 2^63-1 lost, in and out", "Integers", "lost", 0),
	}
	if len(m.missing) > 0 {
		slices.Sort(m.missing)
		return nil, fmt.Errorf("figures are missing: %s; does a benchmark have another name now?", strings.Join(slices.Compact(m.missing), "; "))
	}
	return rows, nil
}

func atMost(goal int, name string, found, limit float64, detail string) row {
	return row{Goal: goal, Name: name, Ratio: found, Limit: limit, Better: part.Less, Detail: detail}
}

func (m *measured) ratio(goal int, name, ours, theirs string, limit float64) row {
	ratios := m.per(ours, theirs, nanoseconds)
	detail := fmt.Sprintf("%s; %s of %s us", spread(ratios), us(m.of(ours, nanoseconds)), us(m.of(theirs, nanoseconds)))
	return atMost(goal, name, median(ratios), limit, strings.TrimPrefix(detail, "; "))
}

// beside is a ratio that no goal asks for.
func (m *measured) beside(name, ours, theirs string, goal int) row {
	r := m.ratio(goal, name, ours, theirs, 0)
	r.Better = ""
	return r
}

// count takes the worst round: counts do not depend on the machine.
func (m *measured) count(goal int, name, of, unit string, limit float64) row {
	all := m.of(of, unit)
	return atMost(goal, name, worst(all), limit, "")
}

// time takes the quietest round: there is nothing beside it to divide by.
func (m *measured) time(goal int, name, of string, limit float64) row {
	all := m.of(of, nanoseconds)
	for i := range all {
		all[i] /= micro
	}
	return atMost(goal, name, least(all), limit, spread(all))
}

// rate is requests a second, the inverse of the time that one takes.
func (m *measured) rate(of string) row {
	ours, theirs := "Many/"+of+"/actionctl", "Many/"+of+"/nethttp"
	ratios := m.per(theirs, ours, nanoseconds)
	detail := fmt.Sprintf("%s; %.0f of %.0f a second", spread(ratios), 1e9/median(m.of(ours, nanoseconds)), 1e9/median(m.of(theirs, nanoseconds)))
	r := atMost(5, "64 callers, requests a second of "+of+" vs bare net/http", median(ratios), 0.90, strings.TrimPrefix(detail, "; "))
	r.Better = part.More
	return r
}

// connections are no count like the others: how many are made is a matter of who comes
// first, so that the median counts.
func (m *measured) connections() row {
	all := m.opened("actionctl")
	return atMost(6, "connections for 16,000 requests of 64 callers", median(all), 100, spread(all))
}

// connectionsBeside tells how many of them are net/http's own way: while a caller waits
// for a connection to be made, another may be given back.
func (m *measured) connectionsBeside() row {
	all := m.opened("nethttp")
	r := atMost(6, "the same of bare net/http", median(all), 0, spread(all))
	r.Better = ""
	return r
}

func (m *measured) opened(who string) []float64 {
	return append(m.of("Many/get/"+who, "connections"), m.of("Many/create/"+who, "connections")...)
}

func (m *measured) heap() row {
	ratios := m.per("Heap/ten", "Heap/all", "heap-B")
	detail := fmt.Sprintf("%.2f of %.1f MiB", median(m.of("Heap/ten", "heap-B"))/(1<<20), median(m.of("Heap/all", "heap-B"))/(1<<20))
	return atMost(12, "heap with ten actions vs all loaded and compiled", median(ratios), 0.08, detail)
}

func us(all []float64) string { return fmt.Sprintf("%.3g", median(all)/micro) }

func least(all []float64) float64 {
	if len(all) == 0 {
		return 0
	}
	return slices.Min(all)
}

func worst(all []float64) float64 {
	if len(all) == 0 {
		return 0
	}
	return slices.Max(all)
}
