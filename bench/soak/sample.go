package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/actionctl/connector/bench/internal/part"
)

// sample is what a process holds at one moment.
type sample struct {
	Heap              float64 // MiB that are in use
	Goroutines, Files int
}

// samples is how many are taken in all.
const samples = 20

// watch takes samples until the soak ends.
func (s soak) watch(ctx context.Context, take func() (sample, error)) ([]sample, error) {
	var all []sample
	ticks := time.NewTicker(s.length / (samples + 1))
	defer ticks.Stop()
	for len(all) < samples {
		select {
		case <-ctx.Done():
			return all, ctx.Err()
		case <-ticks.C:
			one, err := take()
			if err != nil {
				return all, err
			}
			all = append(all, one)
		}
	}
	return all, nil
}

// A process has not grown while its later half holds at most this much more than the one
// before it.
const (
	moreHeap  = 1.10
	roomHeap  = 0.5 // MiB
	moreCount = 16
)

// grown tells what there is more of in the later samples. The first ones are left out:
// pools fill.
func grown(who string, all []sample) error {
	all = all[len(all)/5:]
	if len(all) < 4 {
		return fmt.Errorf("%s: %d samples are too few to tell whether it grows; let it run longer", who, len(all))
	}
	early, late := middle(all[:len(all)/2]), middle(all[len(all)/2:])
	var found []error
	say := func(what string, a, b float64) {
		found = append(found, fmt.Errorf("%s: its %s grew from %.2f to %.2f; the profiles in %s say where", who, what, a, b, part.Folder))
	}
	if late.Heap > early.Heap*moreHeap+roomHeap {
		say("heap (MiB)", early.Heap, late.Heap)
	}
	if late.Goroutines > early.Goroutines+moreCount {
		say("goroutines", float64(early.Goroutines), float64(late.Goroutines))
	}
	if late.Files > early.Files+moreCount {
		say("open files", float64(early.Files), float64(late.Files))
	}
	return errors.Join(found...)
}

// middle is a sample of medians.
func middle(all []sample) sample {
	of := func(f func(sample) float64) float64 {
		figures := make([]float64, len(all))
		for i, s := range all {
			figures[i] = f(s)
		}
		return part.Median(figures)
	}
	return sample{
		Heap:       of(func(s sample) float64 { return s.Heap }),
		Goroutines: int(of(func(s sample) float64 { return float64(s.Goroutines) })),
		Files:      int(of(func(s sample) float64 { return float64(s.Files) })),
	}
}
