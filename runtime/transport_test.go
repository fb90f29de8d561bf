package runtime

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

// A service whose certificate is of an own authority is reached with CAFile, and is
// not without: no repeat mends that.
func TestCertificateAuthorities(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	file := filepath.Join(t.TempDir(), "ca.pem")
	require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600))
	a := newAction(t, getThings)
	plan := newPlan(t, a, server.URL, nil)

	_, err := NewClient(&connection.Connection{Host: server.URL, CAFile: file, Proxy: "none"}).Do(t.Context(), a, plan)
	require.NoError(t, err)
	_, err = NewClient(&connection.Connection{Host: server.URL, Proxy: "none"}).Do(t.Context(), a, plan)
	require.ErrorAs(t, err, new(x509.UnknownAuthorityError))
	require.NotErrorAs(t, err, new(*RetryError))
}

func TestSettingsThatCannotBeUsed(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.pem")
	require.NoError(t, os.WriteFile(empty, nil, 0o600))
	a := newAction(t, getThings)
	for want, c := range map[string]connection.Connection{
		"has no certificate in PEM form":  {CAFile: empty},
		"no such file":                    {CAFile: empty + "x"},
		"proxy of connection w is no URL": {Proxy: "http://user:c4nary@"},
	} {
		c.Name, c.Host = "w", "https://h"
		_, err := NewClient(&c).Do(t.Context(), a, newPlan(t, a, c.Host, nil))
		assert.ErrorContains(t, err, want)
		assert.NotContains(t, err.Error(), "c4nary")
	}
}

func TestProxy(t *testing.T) {
	var asked string
	proxy := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.RequestURI
		_, _ = w.Write([]byte("{}"))
	})
	a := newAction(t, getThings)
	c := NewClient(&connection.Connection{Host: "http://workspace.invalid", Proxy: proxy.URL})
	_, err := c.Do(t.Context(), a, newPlan(t, a, "http://workspace.invalid", nil))
	require.NoError(t, err)
	assert.Equal(t, "http://workspace.invalid/things", asked)
}

func TestPermanentCauses(t *testing.T) {
	assert.True(t, isPermanent(fmt.Errorf("dial: %w", &net.DNSError{IsNotFound: true})))
	assert.False(t, isPermanent(&net.DNSError{IsTemporary: true}))
	assert.False(t, isPermanent(errors.New("connection reset by peer")))
}
