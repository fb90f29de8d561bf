package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/manual"
)

// Every command that describe shows runs: a real shell takes it apart, and the sandbox
// takes what comes out.
func TestExampleCommandsRun(t *testing.T) {
	t.Parallel()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh on this machine to read the commands with")
	}
	c, err := connector.Open(connector.Config{})
	require.NoError(t, err)
	names := c.Registry().Names()
	var script strings.Builder
	for _, name := range names {
		d, err := c.Describe(name)
		require.NoError(t, err)
		a, err := c.Registry().Action(name)
		require.NoError(t, err)
		page := manual.Page(c.Types(), a, d, manual.Layout{Width: 80, Depth: 1})
		_, example, found := strings.Cut(page, "\nExample\n")
		require.True(t, found, name)
		example, _, _ = strings.Cut(example, "\n… marks")
		script.WriteString("set -- " + strings.TrimSpace(example) + "\nprintf '%s\\0' \"$@\" ''\n")
	}
	out, err := exec.CommandContext(t.Context(), sh, "-c", script.String()).Output()
	require.NoError(t, err)
	commands := strings.Split(strings.TrimSuffix(string(out), "\x00\x00"), "\x00\x00")
	require.Len(t, commands, len(names))

	file := filepath.Join(t.TempDir(), "FILE") // not where the test runs: others run beside it
	require.NoError(t, os.WriteFile(file, []byte("text\n"), 0o600))
	for i, name := range names {
		args := strings.Split(commands[i], "\x00")
		require.Equal(t, []string{"actionctl", "run", name}, args[:3])
		for j, arg := range args {
			if name, ok := strings.CutSuffix(arg, "@FILE"); ok {
				args[j] = name + "@" + file
			}
		}
		code, _, stderr := runOn(t, "", append(args[1:], "-c", sandboxName)...)
		assert.Equal(t, exitOK, code, "%q: %s", args, stderr)
	}
}
