package connection

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// signedBy signs in on a connection with these settings.
func signedBy(t *testing.T, m machine, c *Connection) error {
	t.Helper()
	s := settings{}
	for key, text := range principal {
		require.NoError(t, s.put(key, text, "test", true))
	}
	a, err := newAuth(m, c, s, "")
	require.NoError(t, err)
	_, err = a.Headers(t.Context(), false)
	return err
}

func TestSigningInTrustsTheConnectionsAuthority(t *testing.T) {
	p := &provider{answer: tokenNumber}
	p.Server = httptest.NewTLSServer(p)
	defer p.Close()
	folder := t.TempDir()
	ca := filepath.Join(folder, "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: p.Certificate().Raw})
	require.NoError(t, os.WriteFile(ca, block, 0o600))
	empty := filepath.Join(folder, "empty.pem")
	require.NoError(t, os.WriteFile(empty, nil, 0o600))
	m := fakeMachine(newClock(), nil)
	require.NoError(t, signedBy(t, m, &Connection{Host: p.URL, CAFile: ca}))
	for file, want := range map[string]string{"": "certificate", empty: "holds no certificate in PEM form", folder + "/gone": "ca_file: open "} {
		err := signedBy(t, m, &Connection{Host: p.URL, CAFile: file})
		require.ErrorIs(t, err, ErrSignIn)
		assert.ErrorContains(t, err, want)
	}
}

func TestSigningInGoesThroughTheConnectionsProxy(t *testing.T) {
	p := newProvider(t, tokenNumber)
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Host)
		r.URL.Host, r.URL.Scheme = "", ""
		p.ServeHTTP(w, r)
	}))
	defer proxy.Close()
	m := fakeMachine(newClock(), nil)
	require.NoError(t, signedBy(t, m, &Connection{Host: "http://w.localhost:1", Proxy: proxy.URL}))
	assert.Equal(t, "w.localhost:1", asked[0])
	require.NoError(t, signedBy(t, m, &Connection{Host: p.URL, Proxy: "none"}))
	err := signedBy(t, m, &Connection{Host: p.URL, Proxy: "ftp://me:c4nary@x"})
	require.ErrorContains(t, err, "proxy: expected a URL")
	assert.NotContains(t, err.Error(), canary)
}

func TestServiceThatDoesNotAnswer(t *testing.T) {
	c := newClock()
	gone := httptest.NewServer(nil)
	gone.Close()
	err := signedBy(t, fakeMachine(c, nil), &Connection{Host: gone.URL})
	require.ErrorIs(t, err, ErrSignIn)
	assert.ErrorContains(t, err, "connection refused")
	assert.NotEmpty(t, c.waits, "it may be starting")

	p := newProvider(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			_ = conn.Close()
		}
	})
	err = signedBy(t, fakeMachine(newClock(), nil), &Connection{Host: p.URL})
	require.ErrorIs(t, err, ErrSignIn)
	assert.ErrorContains(t, err, "EOF; check the host, the network and the proxy")
}
