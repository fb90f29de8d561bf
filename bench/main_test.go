package bench

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// roleEnv makes the test binary something else: a process of its own that a benchmark
// needs.
const roleEnv = "ACTIONCTL_BENCH_ROLE"

func TestMain(m *testing.M) {
	role := os.Getenv(roleEnv)
	switch {
	case role == "":
		m.Run()
	case role == "server":
		serve()
	case strings.HasPrefix(role, "heap "):
		printHeap(strings.TrimPrefix(role, "heap "))
	default:
		panic(roleEnv + " has the unknown role " + role)
	}
}

// child starts this binary in another role, and gives the first line that it writes. It
// runs until the benchmark ends.
func child(b *testing.B, role string) string {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), roleEnv+"="+role)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatalf("%s said nothing: %v", role, err)
	}
	b.Cleanup(func() {
		_ = in.Close() // which it takes for the end
		_ = cmd.Wait()
	})
	return strings.TrimSpace(line)
}

// untilTheEnd waits for the parent to go, however it goes.
func untilTheEnd() { _, _ = io.Copy(io.Discard, os.Stdin) }
