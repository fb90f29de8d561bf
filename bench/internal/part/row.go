// Package part is what the programs of this module have in common that measure by
// starting others.
package part

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
)

// Row is one line of the table, as the command table reads it.
type Row struct {
	Goal   int     `json:"goal"`
	Name   string  `json:"name"`
	Ratio  float64 `json:"ratio"`
	Limit  float64 `json:"limit"`
	Better string  `json:"better"` // "" where no goal asks for it
	Detail string  `json:"detail"`
}

// Which way a goal lies.
const (
	Less = "less"
	More = "more"
)

// Folder is where everything goes that a part writes.
const Folder = "out"

// Write keeps the rows of a part for the table.
func Write(name string, rows []Row) error {
	text, err := json.MarshalIndent(rows, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(Folder, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(Folder, name+".json"), append(text, '\n'), 0o644)
}

// Median is the middle one, the higher of two.
func Median(all []float64) float64 {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

// Ratios are those of each round: what disturbs a round disturbs both sides of it.
func Ratios(ours, theirs []float64) []float64 {
	out := make([]float64, min(len(ours), len(theirs)))
	for i := range out {
		out[i] = ours[i] / theirs[i]
	}
	return out
}
