package main

import (
	"bufio"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// The served sandbox prints what other programs set, answers them, and stops when
// it is told to.
func TestSandboxServes(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out, printed := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, &streams{In: strings.NewReader(""), Out: printed, Err: io.Discard, Getenv: noEnv}, []string{"sandbox", "--listen", "127.0.0.1:0"})
		_ = printed.Close()
	}()
	env := map[string]string{}
	lines := bufio.NewScanner(out)
	for len(env) < 2 && lines.Scan() {
		name, value, ok := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "=")
		require.True(t, ok)
		env[name] = value
	}
	c, err := connector.Open(connector.Config{Getenv: func(key string) string { return env[key] }})
	require.NoError(t, err)
	res, err := c.RunAction(t.Context(), "env", "get_api_2_1_clusters_list", nil)
	require.NoError(t, err)
	assert.Equal(t, 200, res.Status)

	env["DATABRICKS_TOKEN"] = "wrong"
	c, err = connector.Open(connector.Config{Getenv: func(key string) string { return env[key] }})
	require.NoError(t, err)
	_, err = c.RunAction(t.Context(), "env", "get_api_2_1_clusters_list", nil)
	assert.ErrorIs(t, err, connector.ErrPermissionDenied)

	stop()
	assert.Equal(t, exitOK, <-code)
}

func TestSandboxSaysThatAPortIsTaken(t *testing.T) {
	var stderr strings.Builder
	code := run(t.Context(), &streams{In: strings.NewReader(""), Out: io.Discard, Err: &stderr, Getenv: noEnv}, []string{"sandbox", "--listen", "256.0.0.1:1"})
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, stderr.String(), "cannot listen on 256.0.0.1:1")
}

func noEnv(string) string { return "" }
