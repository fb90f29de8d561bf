//go:build integration && unix

package integration

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"
	"time"
)

// process is a program with all that it starts.
type process struct {
	cmd    *exec.Cmd
	exited chan struct{}
}

// start runs the program in a process group of its own: "mlflow server" only
// supervises, the server is its child, and a signal to the parent alone would leave
// that one behind.
func start(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd, make(chan struct{})}
	go func() {
		_ = cmd.Wait() // how it ended is in its log
		close(p.exited)
	}()
	t.Cleanup(p.stop)
	p.killOnAbort(t)
	return p
}

// killOnAbort ends the group where no cleanup runs: a test that meets its deadline
// panics, and one that is interrupted dies.
func (p *process) killOnAbort(t *testing.T) {
	if deadline, ok := t.Deadline(); ok {
		timer := time.AfterFunc(time.Until(deadline)-time.Second, p.kill)
		t.Cleanup(func() { timer.Stop() })
	}
	aborts := make(chan os.Signal, 1)
	signal.Notify(aborts, os.Interrupt, syscall.SIGTERM)
	t.Cleanup(func() { signal.Stop(aborts); close(aborts) })
	go func() {
		if _, aborted := <-aborts; aborted {
			p.kill()
			os.Exit(1)
		}
	}()
}

// stop asks the group to end and, when it does not, ends it.
func (p *process) stop() {
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGTERM)
	select {
	case <-p.exited:
	case <-time.After(5 * time.Second):
	}
	p.kill()
	<-p.exited
}

// kill ends whatever is left of the group; that there is nothing left is fine.
func (p *process) kill() { _ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL) }

func (p *process) running() bool {
	select {
	case <-p.exited:
		return false
	default:
		return true
	}
}
