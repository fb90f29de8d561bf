package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"

	"github.com/actionctl/connector/bench/internal/part"
)

// all keeps the figures of each role by round.
type all struct{ rates, busy, peaks map[string][]float64 }

func run(ctx context.Context, rounds int, size int64) error {
	if rounds < 1 || size < 1 {
		return fmt.Errorf("-rounds %d -size %d: nothing would be measured; give 1 or more", rounds, size)
	}
	home, err := os.MkdirTemp("", "actionctl-stream-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(home) }()
	server, err := part.Start(self(ctx, "server", size))
	if err != nil {
		return err
	}
	defer server.Stop()
	a := all{map[string][]float64{}, map[string][]float64{}, map[string][]float64{}}
	for i := range rounds {
		for _, role := range order(i) {
			cmd := self(ctx, role, size)
			cmd.Env = append(cmd.Env, "HOME="+home, "DATABRICKS_HOST="+server.URL, "DATABRICKS_TOKEN=t")
			m, err := transferred(cmd)
			if err != nil {
				return fmt.Errorf("%s: %w", role, err)
			}
			if err := complete(server.URL, m, size); err != nil {
				return fmt.Errorf("%s: %w", role, err)
			}
			a.rates[role] = append(a.rates[role], float64(size)/(1<<20)/m.Seconds)
			a.busy[role] = append(a.busy[role], m.Busy)
			a.peaks[role] = append(a.peaks[role], m.Peak)
		}
	}
	return part.Write("stream", a.rows())
}

// order turns round by round: who goes first finds the machine as the last one left it.
func order(round int) []string {
	if round%2 == 1 {
		return []string{bareDown, ourDown, bareUp, ourUp}
	}
	return []string{ourDown, bareDown, ourUp, bareUp}
}

// self is this program in another role.
func self(ctx context.Context, role string, size int64) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], "-size", strconv.FormatInt(size, 10))
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), roleEnv + "=" + role}
	return cmd
}

func transferred(cmd *exec.Cmd) (m moved, err error) {
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(text, &m)
}

// complete compares what both sides have counted.
func complete(host string, m moved, size int64) error {
	resp, err := http.Get(host + seenURL)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if seen := string(text); m.Bytes != size || seen != strconv.FormatInt(size, 10) {
		return fmt.Errorf("of %d bytes the client counted %d and the server %s", size, m.Bytes, seen)
	}
	return nil
}
