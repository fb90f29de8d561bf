package conformance

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// binaryEnv names a program that is built already.
const binaryEnv = "ACTIONCTL_CONFORMANCE_BINARY"

// binary is the program under test.
var binary string

var update = flag.Bool("update", false, "write what the program says now as what is expected")

func TestMain(m *testing.M) {
	flag.Parse()
	code, err := runAll(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func runAll(m *testing.M) (int, error) {
	if binary = os.Getenv(binaryEnv); binary != "" {
		return m.Run(), nil
	}
	dir, err := os.MkdirTemp("", "conformance-*")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary = filepath.Join(dir, "actionctl")
	build := exec.Command("go", "build", "-o", binary, "./cmd/actionctl")
	build.Dir = ".."
	if out, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("go build: %w\n%s", err, out)
	}
	return m.Run(), nil
}
