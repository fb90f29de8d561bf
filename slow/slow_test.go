//go:build slow

package slow

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTransfers moves a gigabyte each way, in little memory and with every byte in
// its place, also where the connection breaks on the way.
func TestTransfers(t *testing.T) {
	host := startServer(t)
	c := newCounter()
	_, err := io.Copy(c, &pattern{size: size})
	require.NoError(t, err)
	want := c.seen()

	t.Run("download", func(t *testing.T) {
		assert.Equal(t, want, runClient(t, host, "download", "whole"))
		assert.Equal(t, want, seenBy(t, host))
	})
	t.Run("download over broken connections", func(t *testing.T) {
		assert.Equal(t, want, runClient(t, host, "download", "broken"))
		assert.Equal(t, size-cuts[len(cuts)-1], seenBy(t, host).Bytes, "only what was missing was sent again")
	})
	t.Run("upload", func(t *testing.T) {
		assert.Equal(t, want, runClient(t, host, "upload", "up"))
		assert.Equal(t, want, seenBy(t, host))
	})
	t.Run("upload of unknown length", func(t *testing.T) {
		assert.Equal(t, want, runClient(t, host, "upload", "up", "ACTIONCTL_SLOW_CHUNKED=1"))
		assert.Equal(t, want, seenBy(t, host))
	})
}

// child is this binary in another role.
func child(t *testing.T, role string, env ...string) *exec.Cmd {
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append([]string{roleEnv + "=" + role, "HOME=" + t.TempDir()}, env...)
	cmd.Stderr = os.Stderr
	return cmd
}

func startServer(t *testing.T) (host string) {
	cmd := child(t, "server")
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	return strings.TrimSpace(line)
}

// runClient is what the client saw, without the memory, which is checked here.
func runClient(t *testing.T, host, role, file string, env ...string) (s seen) {
	t.Helper()
	cmd := child(t, role, append(env, "DATABRICKS_HOST="+host, "DATABRICKS_TOKEN=t", fileEnv+"=/Volumes/a/b/c/"+file)...)
	out, err := cmd.Output()
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(out, &s))
	t.Logf("%d bytes in %d KiB of memory", s.Bytes, s.Extra>>10)
	assert.Less(t, s.Extra, int64(maxExtra))
	s.Extra = 0
	return s
}

func seenBy(t *testing.T, host string) (s seen) {
	t.Helper()
	resp, err := http.Get(host + "/seen")
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	require.NoError(t, json.NewDecoder(resp.Body).Decode(&s))
	return s
}
