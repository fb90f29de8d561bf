package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// moved is what a client tells of its transfer.
type moved struct {
	Bytes   int64
	Seconds float64
	Busy    float64 // seconds of the processor, which other programs disturb less
	Peak    float64 // MiB of memory, all of the process
}

// client makes one transfer in this process.
func client(ctx context.Context, transfer func(context.Context, int64) (int64, error), size int64) error {
	start := time.Now()
	n, err := transfer(ctx, size)
	if err != nil {
		return err
	}
	took := time.Since(start)
	most, err := peak()
	if err != nil {
		return err
	}
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return err
	}
	busy := time.Duration(used.Utime.Nano() + used.Stime.Nano())
	return json.NewEncoder(os.Stdout).Encode(moved{n, took.Seconds(), busy.Seconds(), most})
}

// peak is what Linux tells of the process itself: getrusage begins with the memory of
// the process that started it.
func peak() (float64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, fmt.Errorf("peak memory is read off Linux's /proc: %w", err)
	}
	for line := range strings.Lines(string(status)) {
		var kib float64
		if _, err := fmt.Sscanf(line, "VmHWM: %f kB", &kib); err == nil {
			return kib / 1024, nil
		}
	}
	return 0, fmt.Errorf("/proc/self/status has no VmHWM; it needs a kernel with memory management")
}
