//go:build e2e && unix

package e2e

import (
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/temporal/contract"
)

// TestReload gives a worker another connection while it works: it serves its queue too.
func TestReload(t *testing.T) {
	one, other := sandboxed(t, 1), sandboxed(t, 1)
	home := newHome(t)
	home.connect(t, one, nil)
	w := home.start(t, one.temporal)
	var res contract.Result
	byName(t, one, contract.RunAction, creating("once")).gives(t, &res)
	home.connect(t, other, nil)
	w.tell(syscall.SIGHUP)
	byName(t, other, contract.RunAction, creating("once")).gives(t, &res)
	assert.Equal(t, 1, one.jobs(t, "once"))
	assert.Equal(t, 1, other.jobs(t, "once"))
	assert.Zero(t, w.stop(t))
}

// TestHealth asks a worker how it is.
func TestHealth(t *testing.T) {
	s := sandboxed(t, 1)
	w := s.work(t, "--metrics-listen=127.0.0.1:0")
	metrics := w.line(t, "metrics on ")
	base := strings.TrimSuffix(metrics, "/metrics")
	assert.Equal(t, http.StatusOK, status(t, base+"/healthz"))
	assert.Equal(t, http.StatusOK, status(t, base+"/readyz"))
	var res contract.Result
	byName(t, s, contract.RunAction, creating("once")).gives(t, &res)
	text := fetch(t, metrics)
	assert.Contains(t, text, contract.RunAction)
	assert.Contains(t, text, s.connection)
}

func status(t *testing.T, url string) int {
	t.Helper()
	res, err := http.Get(url)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	return res.StatusCode
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	require.NoError(t, err)
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return string(text)
}
