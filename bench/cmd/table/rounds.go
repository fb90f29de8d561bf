package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// group is benchmarks that run as long or as often.
type group struct{ pattern, benchtime string }

// groups are what one round runs. What is compared stands side by side in one group, so
// that a busy minute of the machine meets both. A count says how often: goal 6 is about
// 16,000 requests, and a heap is measured once.
func groups(benchtime string) []group {
	return []group{
		{"^Benchmark(Call|Decoded|Loopback|Check|Open|Find)$", benchtime},
		{"^BenchmarkMany$", "16000x"},
		{"^Benchmark(Heap|Integers)$", "1x"},
	}
}

// runRounds builds the benchmarks once and runs them n times.
func runRounds(ctx context.Context, n int, benchtime string) ([]round, error) {
	dir, err := os.MkdirTemp("", "bench-*")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary := filepath.Join(dir, "bench.test")
	if _, err := output(ctx, "go", "test", "-c", "-o", binary, "."); err != nil {
		return nil, err
	}
	var rounds []round
	for i := range n {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", i+1, n)
		r := round{}
		for _, g := range groups(benchtime) {
			text, err := output(ctx, binary, "-test.run=^$", "-test.bench="+g.pattern, "-test.benchtime="+g.benchtime)
			if err != nil {
				return nil, err
			}
			got, err := parse(text)
			if err != nil {
				return nil, err
			}
			maps.Copy(r, got)
		}
		rounds = append(rounds, r)
	}
	return rounds, nil
}

// output is what a program prints. It is stopped with ctx.
func output(ctx context.Context, program string, args ...string) (string, error) {
	text, err := exec.CommandContext(ctx, program, args...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", program, strings.Join(args, " "), err, text)
	}
	return string(text), nil
}
