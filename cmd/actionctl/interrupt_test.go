package main

import (
	"context"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// TestInterruptWhileStandardInputIsSilent: nobody should have to kill a command that
// waits for what is not coming.
func TestInterruptWhileStandardInputIsSilent(t *testing.T) {
	silent, never := io.Pipe()
	defer func() { _ = never.Close() }()
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	ended := make(chan int, 1)
	go func() {
		s := &streams{In: silent, Out: io.Discard, Err: io.Discard, Getenv: func(string) string { return "" }}
		ended <- run(ctx, s, []string{"run", "-c", "sandbox", "post_api_2_1_clusters_create", "--data", "-"})
	}()
	select {
	case code := <-ended:
		assert.Equal(t, exitInterrupted, code)
	case <-time.After(10 * time.Second):
		t.Fatal("it still waits for standard input")
	}
}
