package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/registry"
)

// What stands beside each other has this much room at least.
const (
	leastName    = 40
	leastSummary = 44
)

// servicesText lists entries by service for a screen: a heading that says what the
// service is and how much of it there is, and its actions.
func servicesText(entries []registry.Entry, width int, paint terminal.Paint) string {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(x, y registry.Entry) int { return strings.Compare(x.Service, y.Service) })
	about := manual.Services()
	var b strings.Builder
	for len(entries) > 0 {
		service := entries[0].Service
		n := slices.IndexFunc(entries, func(e registry.Entry) bool { return e.Service != service })
		if n < 0 {
			n = len(entries)
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		count := fmt.Sprintf("%d actions", n)
		if n == 1 {
			count = "1 action"
		}
		heading := terminal.Cut(strings.TrimSpace(fmt.Sprintf("%s (%s)  %s", service, count, about[service])), width)
		b.WriteString(paint.In(terminal.Bold, service) + strings.TrimPrefix(heading, service) + "\n")
		for _, line := range serviceLines(entries[:n], width, paint) {
			b.WriteString(line + "\n")
		}
		entries = entries[n:]
	}
	return b.String()
}

// serviceLines are the actions of one service: name, class and summary in columns. A
// name that is too long for its column has a line of its own; where the screen is
// narrow, every one has.
func serviceLines(entries []registry.Entry, width int, paint terminal.Paint) []string {
	class := len("destructive")
	column := 0
	for _, e := range entries {
		column = max(column, len(e.Name))
	}
	column = min(column, width-class-6-leastSummary)
	if column < leastName {
		column = 2
	}
	room := width - column - class - 6
	var lines []string
	for _, e := range entries {
		summary := e.Summary
		if e.Has("deprecated") {
			summary = "(deprecated) " + summary
		}
		name := e.Name
		if len(name) > column {
			lines = append(lines, terminal.Cut("  "+name, width))
			name = ""
		}
		gap := strings.Repeat(" ", class-len(e.Safety)+2)
		lines = append(lines, fmt.Sprintf("  %-*s  %s%s%s", column, name, paint.In(classStyle(e.Safety), string(e.Safety)), gap, terminal.Cut(summary, room)))
	}
	return lines
}

// classStyle is the colour of a safety class: the graver, the warmer.
func classStyle(class registry.Safety) terminal.Style {
	switch class {
	case registry.Destructive:
		return terminal.Red
	case registry.Privileged:
		return terminal.Magenta
	case registry.Cost:
		return terminal.Yellow
	case registry.Read:
		return terminal.Green
	}
	return ""
}
