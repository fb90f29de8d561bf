//go:build unix

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/stretchr/testify/require"
)

// patience bounds how long a console is waited for; a program that says nothing by then
// has failed.
const patience = time.Minute

// person sits in front of a program on a terminal.
type person struct {
	*testing.T
	cmd  *exec.Cmd
	tty  *os.File
	mu   sync.Mutex
	all  bytes.Buffer
	read int // how much of all was expected already
	more chan struct{}
}

// newPerson starts a program on a terminal of 80 by 24.
func newPerson(t *testing.T, cmd *exec.Cmd) *person {
	t.Helper()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	require.NoError(t, err)
	c := &person{T: t, cmd: cmd, tty: tty, more: make(chan struct{}, 1)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(c, tty) // ends with an error when the program ends
		close(c.more)
	}()
	t.Cleanup(func() {
		// What it started too: the terminal is read until nobody has it open.
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
		_ = tty.Close()
		<-done
	})
	return c
}

func (c *person) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all.Write(p)
	select {
	case c.more <- struct{}{}:
	default:
	}
	return len(p), nil
}

func (c *person) send(text string) {
	c.Helper()
	_, err := io.WriteString(c.tty, text)
	require.NoError(c, err)
}

// expect waits until the screen shows a match and returns its groups. What came before
// it is done with.
func (c *person) expect(pattern string) []string {
	c.Helper()
	re := regexp.MustCompile(pattern)
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		c.mu.Lock()
		text := c.all.Bytes()[c.read:]
		at := re.FindSubmatchIndex(text)
		groups := re.FindSubmatch(text)
		if at != nil {
			c.read += at[1]
		}
		out := make([]string, len(groups))
		for i, g := range groups {
			out[i] = string(g)
		}
		c.mu.Unlock()
		if at != nil {
			return out
		}
		select {
		case _, open := <-c.more:
			if !open {
				c.more = nil
				require.Regexp(c, re, c.rest(), "the program has ended")
			}
		case <-late.C:
			require.FailNow(c, "the screen does not show it", "%s in:\n%s", pattern, c.rest())
		}
	}
}

// rest is what the screen showed since the last match.
func (c *person) rest() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all.String()[c.read:]
}

// screen is all that the screen showed.
func (c *person) screen() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all.String()
}

// exit waits for the end of the program and returns its exit code.
func (c *person) exit() int {
	c.Helper()
	late := time.AfterFunc(patience, func() { _ = c.cmd.Process.Kill() })
	defer late.Stop()
	_ = c.cmd.Wait() // the code says it all
	return c.cmd.ProcessState.ExitCode()
}
