//go:build e2e && unix

package e2e

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// process is a program beside the test, in a process group of its own.
type process struct {
	cmd    *exec.Cmd
	leash  io.Closer   // the group is killed when it is closed, or when the test is gone
	input  io.Writer   // standard input
	lines  chan string // of standard output
	log    *tail       // standard error
	exited chan struct{}
}

// onLeash runs a program beside a shell that kills the group once nobody holds file 3 any
// more: not even a test that is killed itself leaves anything behind.
const onLeash = `(read -r _ <&3; kill -9 -$$) >/dev/null 2>&1 & exec "$@"`

func launch(env []string, program string, args ...string) (*process, error) {
	end, leash, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer func() { _ = end.Close() }()
	cmd := exec.Command("/bin/sh", append([]string{"-c", onLeash, "sh", program}, args...)...)
	cmd.Env, cmd.ExtraFiles = env, []*os.File{end}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p := &process{cmd: cmd, leash: leash, lines: make(chan string, 100), log: &tail{}, exited: make(chan struct{})}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Stderr = p.log
	if p.input, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go p.read(out)
	return p, nil
}

// start launches a program that ends with the test.
func start(t *testing.T, env []string, program string, args ...string) *process {
	t.Helper()
	p, err := launch(env, program, args...)
	require.NoError(t, err)
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("%s %s said:\n%s", program, strings.Join(args, " "), p.log)
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

// kill ends the process with what it started, as a power cut would.
func (p *process) kill() {
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL) // it may be gone
	<-p.exited
	_ = p.leash.Close()
}

// tell signals the process, and nothing else of its group.
func (p *process) tell(s syscall.Signal) { _ = syscall.Kill(p.cmd.Process.Pid, s) }

// stop asks the process to end and returns its exit code.
func (p *process) stop(t *testing.T) int {
	t.Helper()
	p.tell(syscall.SIGTERM)
	return p.code(t)
}

// code waits for the end of the process and returns its exit code.
func (p *process) code(t *testing.T) int {
	t.Helper()
	select {
	case <-p.exited:
	case <-time.After(patience):
		p.kill()
		t.Errorf("%q did not end when it was told to", p.cmd.Args)
	}
	return p.cmd.ProcessState.ExitCode()
}

// memory is how many bytes a process that has ended has taken at most.
func (p *process) memory() int64 {
	used := p.cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS == "darwin" {
		return used
	}
	return used << 10 // others count by 1024
}
