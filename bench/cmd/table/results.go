package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// results is the text of RESULTS.md. when says for each part at what time it was measured.
func results(rows []row, when, with []version) string {
	var b strings.Builder
	b.WriteString("# What was measured last\n\nMade by `make bench`. A ratio of the benchmarks is the median of all rounds, each made of two figures " +
		"of one round; detail has the least and the most, then the medians behind it. " +
		"Ratios are good to about 15 %; times are those of the quietest round, counts those of the worst, connections the median. \"Reached\" gives no slack. " +
		"The SDK decodes into structs, where a call of ours returns the bytes and decodes when asked; " +
		"bare net/http and resty get a pool wider than there are callers.\n\n")
	b.WriteString(markdown(rows))
	list(&b, "When", when)
	list(&b, "With", with)
	return b.String()
}

func list(b *strings.Builder, title string, all []version) {
	fmt.Fprintf(b, "\n## %s\n\n", title)
	for _, v := range all {
		fmt.Fprintf(b, "- %s: %s\n", v.of, v.is)
	}
}

// times are when the parts were measured last: those of the files they left.
func times(folder string) ([]version, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	var all []version
	for _, file := range files {
		about, err := os.Stat(file)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		all = append(all, version{name, about.ModTime().UTC().Format("2006-01-02 15:04 UTC")})
	}
	return all, nil
}
