//go:build integration && unix

package integration

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// batchCommand is a batch as a process: the real command, which can be killed.
type batchCommand struct {
	binary string
	args   []string
	url    string
	home   string
}

// resultLine is what these tests read of a line that a batch prints.
type resultLine struct {
	ID      any
	Outcome string
	Skipped bool
	Status  int
	Error   *struct{ Code, Message string }
}

// buildCommand builds actionctl.
func buildCommand(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "actionctl")
	output(t, "go", "build", "-o", binary, "github.com/actionctl/connector/cmd/actionctl")
	return binary
}

// writeCalls writes a file of calls.
func writeCalls(t *testing.T, n int, call func(i int) any) string {
	t.Helper()
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	for i := range n {
		if err := enc.Encode(call(i)); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(t.TempDir(), "calls.jsonl")
	if err := os.WriteFile(name, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// run runs the batch and gives each line to see. Where see says so, the process is
// killed the way that no program can do anything about. The exit code is -1 then.
func (b batchCommand) run(t *testing.T, see func(resultLine) (kill bool), more ...string) (exit int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), b.binary, append(append([]string{"batch"}, b.args...), more...)...)
	cmd.Env = []string{"DATABRICKS_HOST=" + b.url, "DATABRICKS_TOKEN=none", "HOME=" + b.home}
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	killed := false
	lines := bufio.NewReader(out)
	for {
		text, err := lines.ReadBytes('\n')
		if err != nil {
			if len(text) > 0 && !killed {
				t.Errorf("a line is not whole: %q", text)
			}
			break
		}
		var line resultLine
		if err := json.Unmarshal(text, &line); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		if see(line) && !killed {
			killed = true
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	err = cmd.Wait()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	if !killed {
		t.Logf("%s", bytes.TrimSpace(said.Bytes()))
	}
	return cmd.ProcessState.ExitCode()
}

// number is a number from the environment.
func number(t *testing.T, name string, usual int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s=%q is no number of at least 1", name, text)
	}
	return n
}
