package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/bench/internal/part"
)

func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		row  row
		want string
	}{
		{row{Ratio: 0.3, Limit: 0.3, Better: part.Less}, "yes"},
		{row{Ratio: 0.31, Limit: 0.3, Better: part.Less}, "NO"},
		{row{Ratio: 0.9, Limit: 0.9, Better: part.More}, "yes"},
		{row{Ratio: 0.89, Limit: 0.9, Better: part.More}, "NO"},
		{row{Ratio: 7}, "no goal"},
	} {
		assert.Equal(t, c.want, verdict(c.row), "%+v", c.row)
	}
}

func TestRowsOfAllPartsStandInOneTable(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	write("cold.json", `[{"goal":7,"name":"cold GET","ratio":1.912,"limit":2.1,"better":"less","detail":"a | b"}]`)
	write("benchmarks.json", `[{"goal":11,"name":"open","ratio":4,"limit":5,"better":"less"},{"goal":1,"name":"get","ratio":0.0121,"limit":0.012,"better":"less"}]`)
	rows, err := written(dir)
	require.NoError(t, err)
	at := time.Date(2026, 11, 22, 17, 50, 0, 0, time.UTC)
	require.NoError(t, os.Chtimes(filepath.Join(dir, "cold.json"), at, at))
	when, err := times(dir)
	require.NoError(t, err)
	text := results(inOrder(rows), when, []version{{"Go", "go1.26"}})
	assert.Contains(t, text, `| 1 | get | 0.0121 | <= 0.012 | NO |  |
| 7 | cold GET | 1.91 | <= 2.1 | yes | a \| b |
| 11 | open | 4 | <= 5 | yes |  |
`)
	assert.Contains(t, text, "- cold: 2026-11-22 17:50 UTC\n")
	assert.Contains(t, text, "- Go: go1.26\n")

	write("soak.json", `{}`)
	_, err = written(dir)
	assert.ErrorContains(t, err, "soak.json is no array of rows")
}

func TestChoose(t *testing.T) {
	all, err := choose("")
	require.NoError(t, err)
	assert.Equal(t, []string{"benchmarks", "cold", "stream", "soak"}, all)
	none, err := choose("none")
	require.NoError(t, err)
	assert.Empty(t, none)
	_, err = choose("cold,colt")
	assert.ErrorContains(t, err, `no part has this name; write some of benchmarks,cold,stream,soak`)
}
