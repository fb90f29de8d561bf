package main

import (
	"bufio"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// figures are those of one benchmark in one round, by unit: "ns/op", "allocs/op".
type figures map[string]float64

// round is what each benchmark said, by its name without "Benchmark" and the number of
// processors.
type round map[string]figures

var processors = regexp.MustCompile(`-\d+$`)

// parse reads what a test binary prints with -test.bench.
func parse(text string) (round, error) {
	r := round{}
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		f := figures{}
		for i := 2; i+1 < len(fields); i += 2 {
			n, err := strconv.ParseFloat(fields[i], 64)
			if err != nil {
				return nil, fmt.Errorf("%q is no line of a benchmark: %w", lines.Text(), err)
			}
			f[fields[i+1]] = n
		}
		r[processors.ReplaceAllString(strings.TrimPrefix(fields[0], "Benchmark"), "")] = f
	}
	return r, lines.Err()
}
