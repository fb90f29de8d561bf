package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/actionctl/connector/bench/internal/part"
)

// row is one line of the table, of this module's benchmarks or of another part.
type row = part.Row

// verdict says whether the goal is reached, without any slack.
func verdict(r row) string {
	switch {
	case r.Better == "":
		return "no goal"
	case r.Better == part.Less && r.Ratio <= r.Limit, r.Better == part.More && r.Ratio >= r.Limit:
		return "yes"
	}
	return "NO"
}

// written are the rows of the other parts, with the files that they stand in.
func written(folder string) ([]row, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	var all []row
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var rows []row
		if err := json.Unmarshal(text, &rows); err != nil {
			return nil, fmt.Errorf("%s is no array of rows: %w; delete it and run its part again", file, err)
		}
		all = append(all, rows...)
	}
	return all, nil
}

// inOrder sorts rows by goal; those of one goal stay as they were.
func inOrder(rows []row) []row {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b row) int { return a.Goal - b.Goal })
	return rows
}
