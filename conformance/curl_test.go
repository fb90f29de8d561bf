package conformance

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// A shell and curl get through every call of the gateway; the script says what it expects.
func TestCurl(t *testing.T) {
	b := newBench(t)
	token := b.token(t, "shell", "--connection", work, "--metrics")
	g := b.serve(t)
	script, err := filepath.Abs(filepath.Join(clients, "every-route.sh"))
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), "bash", script)
	cmd.Dir = b.dir
	cmd.Env = append(b.env, "URL="+g.url, "TOKEN="+token)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	t.Logf("%s", out)
}
