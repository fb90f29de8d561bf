package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// meter runs programs and keeps one figure of each run, by name and round.
type meter struct {
	ctx context.Context
	builder
	env []string
}

type figures map[string][]float64

// times are milliseconds. hyperfine would run each program to its end before the next
// one; a call a round interleaves them. What the first round fills is not counted.
func (m meter) times(commands []command, rounds int) (figures, error) {
	out := figures{}
	for i := range rounds + 1 {
		seconds, err := m.round(commands)
		if err != nil {
			return nil, err
		}
		for j, c := range commands {
			if i > 0 {
				out[c.name] = append(out[c.name], 1000*seconds[j])
			}
		}
	}
	return out, nil
}

func (m meter) round(commands []command) ([]float64, error) {
	file := m.path("round.json")
	args := []string{"--shell=none", "--runs=1", "--style=none", "--export-json", file}
	for _, c := range commands {
		args = append(args, strings.Join(c.line, " "))
	}
	cmd := exec.CommandContext(m.ctx, "hyperfine", args...)
	cmd.Env = m.env
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("hyperfine: %w; it must be installed, and no program may fail:\n%s", err, text)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var got struct{ Results []struct{ Median float64 } }
	if err := json.Unmarshal(text, &got); err != nil {
		return nil, err
	}
	if len(got.Results) != len(commands) {
		return nil, fmt.Errorf("hyperfine measured %d programs of %d", len(got.Results), len(commands))
	}
	out := make([]float64, len(commands))
	for i, r := range got.Results {
		out[i] = r.Median
	}
	return out, nil
}

// peaks are MiB.
func (m meter) peaks(commands []command, rounds int) (figures, error) {
	out := figures{}
	for range rounds {
		for _, c := range commands {
			if c.name == curlGet {
				continue // no goal asks
			}
			cmd := exec.CommandContext(m.ctx, m.path("peak"), append([]string{m.path("answer")}, c.line...)...)
			cmd.Env = m.env
			text, err := cmd.Output()
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			kib, err := strconv.ParseFloat(strings.TrimSpace(string(text)), 64)
			if err != nil {
				return nil, err
			}
			out[c.name] = append(out[c.name], kib/1024)
		}
	}
	return out, nil
}
