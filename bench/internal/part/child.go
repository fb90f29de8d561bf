package part

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// Child is a process that lives as long as its standard input is open.
type Child struct {
	URL string
	PID int
	cmd *exec.Cmd
	in  io.Closer
}

// Start runs a program whose first line of output is the address on which it serves.
func Start(cmd *exec.Cmd) (*Child, error) {
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		_ = in.Close()
		return nil, fmt.Errorf("%s ended before it said where it serves: %w; what it wrote to standard error says why", cmd.Path, err)
	}
	return &Child{URL: "http://" + strings.TrimSpace(line), PID: cmd.Process.Pid, cmd: cmd, in: in}, nil
}

// Stop ends it.
func (c *Child) Stop() {
	_ = c.in.Close()
	_ = c.cmd.Wait()
}
