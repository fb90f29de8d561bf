//go:build e2e && unix

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// patience is how long a test waits for something that takes moments when all is well.
const patience = time.Minute

// The programs that run.sh has made.
const (
	serverProgram = ".build/testserver"
	workerProgram = ".build/actionctl-worker"
	pythonProgram = ".venv/bin/python"
)

func TestMain(m *testing.M) {
	code, err := runAll(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func runAll(m *testing.M) (int, error) {
	for _, p := range []string{serverProgram, workerProgram, pythonProgram} {
		if _, err := os.Stat(p); err != nil {
			return 0, fmt.Errorf("%w: run the tests by temporal/e2e/run.sh, which makes it", err)
		}
	}
	stop, err := startTemporal()
	if err != nil {
		return 0, err
	}
	defer stop()
	return m.Run(), nil
}

// program is the absolute path of a program.
func program(name string) string {
	path, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	return path
}
