package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/actionctl/connector/bench/internal/part"
)

var columns = []string{"goal", "measure", "found", "limit", "reached", "detail"}

func cells(r row) []string {
	limit := "<= " + number(r.Limit)
	switch r.Better {
	case part.More:
		limit = ">= " + number(r.Limit)
	case "":
		limit = ""
	}
	return []string{strconv.Itoa(r.Goal), r.Name, number(r.Ratio), limit, verdict(r), r.Detail}
}

// number has three digits that count.
func number(n float64) string {
	if math.Abs(n) >= 100 || n == math.Trunc(n) {
		return strconv.FormatFloat(n, 'f', 0, 64)
	}
	return strconv.FormatFloat(n, 'g', 3, 64)
}

// plain is the table for a terminal.
func plain(rows []row) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(columns, "\t"))
	for _, r := range rows {
		fmt.Fprintln(w, strings.Join(cells(r), "\t"))
	}
	_ = w.Flush() // into memory
	return b.String()
}

// markdown is the table for RESULTS.md.
func markdown(rows []row) string {
	var b strings.Builder
	line := func(texts []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(texts, " | ")) }
	line(columns)
	line([]string{"---:", "---", "---:", "---", "---", "---"})
	for _, r := range rows {
		texts := cells(r)
		for i := range texts {
			texts[i] = strings.ReplaceAll(texts[i], "|", `\|`)
		}
		line(texts)
	}
	return b.String()
}
