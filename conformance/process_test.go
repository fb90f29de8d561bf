package conformance

import (
	"bufio"
	"io"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// patience is how long a test waits for something that takes no time when all is well.
const patience = 30 * time.Second

// text is written by a process and read by a test meanwhile.
type text struct {
	mu  sync.Mutex
	all strings.Builder
}

func (t *text) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.all.Write(p)
}

func (t *text) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.all.String()
}

// process is a program that runs beside the test.
type process struct {
	cmd    *exec.Cmd
	lines  chan string // of standard output
	log    *text       // standard error
	exited chan struct{}
}

func start(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{cmd: cmd, lines: make(chan string, 100), log: &text{}, exited: make(chan struct{})}
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	cmd.Stderr = p.log
	require.NoError(t, cmd.Start())
	go p.read(out)
	t.Cleanup(func() {
		p.stop(t)
		if t.Failed() {
			t.Logf("%s %s said:\n%s", cmd.Path, strings.Join(cmd.Args[1:], " "), end(p.log.String(), 4000))
		}
	})
	return p
}

func (p *process) read(out io.Reader) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		select {
		case p.lines <- lines.Text():
		default: // nobody reads so many
		}
	}
	close(p.lines)
	_ = p.cmd.Wait() // how it ended is in ProcessState
	close(p.exited)
}

// line waits for the next line of standard output that has the mark, and returns what
// follows it.
func (p *process) line(t *testing.T, mark string) string {
	t.Helper()
	late := time.After(patience)
	for {
		select {
		case line, more := <-p.lines:
			if !more {
				<-p.exited
				t.Fatalf("%q ended without a line of %q: %v", p.cmd.Args, mark, p.cmd.ProcessState)
			}
			if _, after, found := strings.Cut(line, mark); found {
				return after
			}
		case <-late:
			t.Fatalf("%q gave no line of %q", p.cmd.Args, mark)
		}
	}
}

// stop asks the process to end and returns its exit code.
func (p *process) stop(t *testing.T) int {
	t.Helper()
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may be gone
	select {
	case <-p.exited:
	case <-time.After(patience):
		_ = p.cmd.Process.Kill()
		<-p.exited
		t.Errorf("%q did not end when it was told to", p.cmd.Args)
	}
	return p.cmd.ProcessState.ExitCode()
}

// end is the end of a long text.
func end(s string, bytes int) string {
	if len(s) > bytes {
		return "…" + s[len(s)-bytes:]
	}
	return s
}
