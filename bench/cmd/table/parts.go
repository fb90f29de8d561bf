package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/actionctl/connector/bench/internal/part"
)

// parts are the programs of this module that measure by starting others. Each writes its
// rows into a file of the folder out.
var parts = []string{"cold", "stream", "soak"}

// inProcess is the name of the part that is benchmarks.
const inProcess = "benchmarks"

// nothing asks for the table of what was measured before.
const nothing = "none"

// choose reads the flag that says which parts run.
func choose(text string) ([]string, error) {
	known := append([]string{inProcess}, parts...)
	if text == "" {
		return known, nil
	}
	if text == nothing {
		return nil, nil
	}
	chosen := strings.Split(text, ",")
	for _, name := range chosen {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("-only %q: no part has this name; write some of %s", name, strings.Join(known, ","))
		}
	}
	return chosen, nil
}

// runPart runs one program, which tells of its progress itself.
func runPart(ctx context.Context, name string) error {
	if err := os.RemoveAll(filepath.Join(part.Folder, name+".json")); err != nil {
		return err // an old file would be taken for what this run found
	}
	cmd := exec.CommandContext(ctx, "go", "run", "./"+name)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("the part %s: %w; run it alone with: cd bench && go run ./%s", name, err, name)
	}
	return nil
}
