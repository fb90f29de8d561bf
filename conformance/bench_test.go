package conformance

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// bench is a workspace to run actions on, and the settings of somebody who may: a
// sandbox in a process of its own, counted, and two connections to it.
type bench struct {
	dir     string
	secret  string // that the sandbox wants
	reached *counter
	env     []string
}

// The connections of a bench. They differ in who may use them; prod is the one that the
// examples of the gateway's document name.
const (
	work  = "work"
	vault = "vault"
	prod  = "prod"
)

func newBench(t *testing.T, sandboxArgs ...string) *bench {
	t.Helper()
	b := &bench{dir: t.TempDir()}
	b.env = []string{"HOME=" + b.dir, "XDG_CONFIG_HOME=" + b.dir, "PATH=" + os.Getenv("PATH"), "ACTIONCTL_NO_INPUT=1"}
	box := start(t, b.command(append([]string{"sandbox", "--listen", "127.0.0.1:0"}, sandboxArgs...)...))
	host := box.line(t, "DATABRICKS_HOST=")
	b.secret = box.line(t, "DATABRICKS_TOKEN=")
	var counted string
	b.reached, counted = countRequests(t, host)
	b.connections(t, counted)
	return b
}

// connections writes the file of connections; their secret stands in the environment.
func (b *bench) connections(t *testing.T, host string) {
	t.Helper()
	var file strings.Builder
	fmt.Fprintf(&file, "default: %s\nconnections:\n", work)
	for _, name := range []string{work, vault, prod} {
		fmt.Fprintf(&file, "  %s:\n    host: %s\n    auth: {type: pat, token: env:WORKSPACE_TOKEN}\n    headers: {%s: %s}\n",
			name, host, markHeader, name)
	}
	folder := filepath.Join(b.dir, "actionctl")
	require.NoError(t, os.MkdirAll(folder, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "connections.yaml"), []byte(file.String()), 0o600))
	b.env = append(b.env, "WORKSPACE_TOKEN="+b.secret)
}

func (b *bench) command(args ...string) *exec.Cmd {
	cmd := exec.Command(binary, args...)
	cmd.Dir, cmd.Env = b.dir, b.env
	return cmd
}

// actionctl runs a command to its end and returns what it printed.
func (b *bench) actionctl(t *testing.T, args ...string) string {
	t.Helper()
	cmd := b.command(args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	require.NoError(t, err, "actionctl %s\n%s%s", strings.Join(args, " "), out, errs.String())
	return strings.TrimSpace(string(out))
}

// token makes a token of the gateway and returns its secret.
func (b *bench) token(t *testing.T, name string, scope ...string) string {
	t.Helper()
	secret := b.actionctl(t, append([]string{"tokens", "create", name}, scope...)...)
	require.NotEmpty(t, secret)
	require.NotContains(t, secret, "\n", "the secret alone")
	return secret
}
