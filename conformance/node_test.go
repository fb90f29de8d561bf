package conformance

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// The Inspector needs this much of Node; npm brings one where the machine's is older.
const nodeMajor, nodeMinor = 22, 19

const clients = "clients"

// node returns a Node that is new enough.
var node = sync.OnceValues(func() (string, error) {
	var seen []string
	for _, candidate := range []string{"node", filepath.Join(clients, "node_modules/node/bin/node")} {
		out, err := exec.Command(candidate, "--version").Output()
		if err != nil {
			seen = append(seen, fmt.Sprintf("%s: %v", candidate, err))
			continue
		}
		var major, minor int
		if _, err := fmt.Sscanf(string(out), "v%d.%d", &major, &minor); err == nil &&
			(major > nodeMajor || major == nodeMajor && minor >= nodeMinor) {
			path, err := exec.LookPath(candidate)
			if err != nil {
				return "", err
			}
			return filepath.Abs(path)
		}
		seen = append(seen, fmt.Sprintf("%s: %s", candidate, bytes.TrimSpace(out)))
	}
	return "", fmt.Errorf("no Node from v%d.%d: %s; run npm ci in conformance/%s", nodeMajor, nodeMinor, strings.Join(seen, "; "), clients)
})

// script runs a program of clients and returns what it prints and its exit code.
func (b *bench) script(t *testing.T, stdin string, file string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	program, err := node()
	require.NoError(t, err)
	file, err = filepath.Abs(filepath.Join(clients, file))
	require.NoError(t, err)
	require.FileExists(t, file, "run npm ci in conformance/%s", clients)
	cmd := exec.CommandContext(t.Context(), program, append([]string{file}, args...)...)
	cmd.Dir = b.dir
	cmd.Env = append(b.env, "MCP_INSPECTOR_SECRET_STORE=memory", "NO_COLOR=1",
		"PATH="+filepath.Dir(program)+string(os.PathListSeparator)+os.Getenv("PATH"))
	cmd.Stdin = strings.NewReader(stdin)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		require.ErrorAs(t, err, &exit)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}
