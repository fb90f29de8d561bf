package conformance

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// schemathesisEnv names the program where it is not that of run.sh.
const schemathesisEnv = "ACTIONCTL_CONFORMANCE_SCHEMATHESIS"

// fuzz lets schemathesis make requests from the gateway's own document and hold the
// answers to it. It draws the same ones each time.
func (b *bench) fuzz(t *testing.T, g *gateway, args ...string) {
	t.Helper()
	program := os.Getenv(schemathesisEnv)
	if program == "" {
		var err error
		program, err = filepath.Abs(".venv/bin/schemathesis")
		require.NoError(t, err)
	}
	require.FileExists(t, program, "run.sh makes it; or name one in %s", schemathesisEnv)
	settings, err := filepath.Abs("schemathesis.toml")
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), program, append([]string{
		"--config-file", settings, "run", g.url + "/openapi.json", "--checks", "all", "--generation-deterministic",
		"--workers", "1", "--no-color", "--request-timeout", "20",
	}, args...)...)
	hooks, err := filepath.Abs(filepath.Join(clients, "hooks.py"))
	require.NoError(t, err)
	cmd.Dir, cmd.Env = b.dir, append(b.env, "SCHEMATHESIS_HOOKS="+hooks, "PYTHONDONTWRITEBYTECODE=1")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	assert.NoError(t, cmd.Run(), "%s", end(out.String(), 20_000))
	t.Log(end(out.String(), 1200))
	g.healthy(t)
}

// With a token all that the document promises is held.
func TestSchemathesis(t *testing.T) {
	b := newBench(t)
	token := b.token(t, "fuzzer", "--connection", prod, "--confirm", "--metrics")
	g := b.serve(t, "--max-body", "1048576")
	b.fuzz(t, g, "--max-examples", "100", "--header", "Authorization: Bearer "+token)
	assert.NotEmpty(t, b.reached.take(), "nothing was run")
	assert.NotContains(t, g.log.String(), token)
	assert.NotContains(t, g.log.String(), "panic")
}

// Without one nothing is done, and the document says that too.
func TestSchemathesisWithoutAToken(t *testing.T) {
	b := newBench(t)
	b.token(t, "somebody", "--connection", work)
	g := b.serve(t)
	b.fuzz(t, g, "--max-examples", "20")
	assert.Empty(t, b.reached.take())
}
