package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// session is a shell in which the steps of one document are taken, one after the other.
type session struct {
	home, folder string
	replace      *strings.Replacer // what the document names by what there is
	restore      *strings.Replacer // and back, in the output
}

// marker ends the output of a step and tells its exit code.
var marker = regexp.MustCompile(`\n@@@ ([0-9]+)\n`)

// run takes the steps. A command must succeed, unless the document shows its error or
// goes on with "echo $?".
func (s session) run(t *testing.T, steps []step) {
	t.Helper()
	var script strings.Builder
	var taken []step
	for _, st := range steps {
		switch {
		case st.file != "":
			name := filepath.Join(s.folder, st.file)
			require.True(t, filepath.IsLocal(st.file), st.file)
			require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
			require.NoError(t, os.WriteFile(name+".later", []byte(st.text), 0o600))
			fmt.Fprintf(&script, "mv '%s.later' '%s'\n", name, name)
		case notRun[st.command] != "":
			t.Logf("not run here: %s: %s", st.command, notRun[st.command])
		default:
			taken = append(taken, st)
			fmt.Fprintf(&script, "%s\ncode=$?; printf '\\n@@@ %%d\\n' $code; (exit $code)\n", s.replace.Replace(st.command))
		}
	}
	if len(taken) == 0 {
		return // nothing but what is left to others
	}
	output := s.shell(t, script.String())
	ends := marker.FindAllStringSubmatchIndex(output, -1)
	require.Len(t, ends, len(taken), "the shell ended early:\n%s", output)
	begin := 0
	for i, end := range ends {
		st, got, code := taken[i], s.restore.Replace(output[begin:end[0]]), output[end[2]:end[3]]
		begin = end[1]
		failureShown := strings.Contains(strings.Join(st.shown, "\n"), "actionctl: error: ") ||
			i+1 < len(taken) && taken[i+1].command == "echo $?"
		assert.True(t, code == "0" || failureShown, "exit code %s: $ %s\n%s", code, st.command, got)
		if len(st.shown) > 0 {
			assert.True(t, matches(st.shown, got), "$ %s\nshown:\n%s\nbut it is:\n%s", st.command, strings.Join(st.shown, "\n"), got)
		}
	}
}

// shell runs a script and returns what it printed.
func (s session) shell(t *testing.T, script string) string {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh on this machine to run the documents' commands with")
	}
	self, err := os.Executable()
	require.NoError(t, err)
	bin := t.TempDir()
	require.NoError(t, os.Symlink(self, filepath.Join(bin, "actionctl"))) // TestMain runs it as the command
	cmd := exec.CommandContext(t.Context(), sh, "-c", script)
	cmd.Dir = s.folder
	cmd.Env = []string{"HOME=" + s.home, "PATH=" + bin + ":" + os.Getenv("PATH")}
	output, _ := cmd.CombinedOutput() // how each step ended is in the output
	return string(output)
}
