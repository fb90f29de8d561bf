package reloading_test

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/overheard"
	"github.com/actionctl/connector/internal/reloading"
)

// Connections are read again when they change, when somebody asks, and not otherwise; a
// file that cannot be read changes nothing.
func TestWatch(t *testing.T) {
	home := t.TempDir()
	file := filepath.Join(home, "connections.yaml")
	write := func(host string) {
		require.NoError(t, os.WriteFile(file, []byte("connections:\n  dev:\n    host: "+host+"\n    auth: {token: \"env:TOKEN\"}\n"), 0o600))
	}
	write("https://one.example")
	env := map[string]string{"HOME": home, "ACTIONCTL_CONNECTIONS": file, "TOKEN": "x"}
	getenv := func(name string) string { return env[name] }
	c, err := connector.Open(connector.Config{Getenv: getenv})
	require.NoError(t, err)
	host := func() string {
		info, err := c.ConnectionInfo("dev")
		require.NoError(t, err)
		return info.Host
	}
	_, err = c.ReloadConnections()
	require.NoError(t, err)
	require.Equal(t, "https://one.example", host())
	again, looks := make(chan os.Signal), make(chan time.Time)
	log := &overheard.Buffer{}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		reloading.Watch{
			Files: (&connection.Store{Getenv: getenv}).Files(), Reload: c.ReloadConnections,
			Again: again, Looks: looks, Logs: slog.New(slog.NewTextHandler(log, nil)),
		}.Run(ctx)
	}()
	look := func() {
		looks <- time.Time{} // sees that it changed
		looks <- time.Time{} // sees that it stays, and reads it
		looks <- time.Time{} // is taken when that is done
	}
	look()
	assert.Empty(t, log.String(), "nothing changed")
	write("https://two.example")
	look()
	assert.Equal(t, "https://two.example", host())
	assert.Contains(t, log.String(), "changed=[dev]")
	require.NoError(t, os.WriteFile(file, []byte("connections: ["), 0o600))
	look()
	assert.Equal(t, 1, strings.Count(log.String(), "those from before still hold"), "it is told once")
	assert.Equal(t, "https://two.example", host())
	again <- syscall.SIGHUP
	looks <- time.Time{} // it is taken when the other was looked at
	assert.Equal(t, 2, strings.Count(log.String(), "those from before still hold"))
	stop()
	<-ended
}
