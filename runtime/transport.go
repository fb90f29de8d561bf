package runtime

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/actionctl/connector/connection"
)

// Pool and timeouts of a connection's transport. The pool holds 64 busy callers
// with room to spare: with the default of two idle connections a host, the same
// callers open thousands.
const (
	maxIdleConns      = 512
	maxIdlePerHost    = 256
	idleTimeout       = 90 * time.Second
	dialTimeout       = 30 * time.Second
	keepAlive         = 30 * time.Second
	handshakeTimeout  = 30 * time.Second
	continueTimeout   = time.Second
	maxResponseHeader = 1 << 20
)

// noProxy is the Proxy of a connection that uses none, whatever the environment says.
const noProxy = "none"

// transportOf is what carries a connection's requests. Settings that cannot be used
// make every request an error: nothing else would be told of them.
func transportOf(c *connection.Connection) http.RoundTripper {
	if c.Transport != nil {
		return c.Transport
	}
	t := newTransport()
	if err := configure(t, c); err != nil {
		return brokenTransport{err}
	}
	return t
}

func newTransport() *http.Transport {
	dialer := &net.Dialer{Timeout: dialTimeout, KeepAlive: keepAlive}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           maxIdleConns,
		MaxIdleConnsPerHost:    maxIdlePerHost,
		IdleConnTimeout:        idleTimeout,
		TLSHandshakeTimeout:    handshakeTimeout,
		ExpectContinueTimeout:  continueTimeout,
		MaxResponseHeaderBytes: maxResponseHeader,
	}
}

func configure(t *http.Transport, c *connection.Connection) error {
	switch c.Proxy {
	case "":
	case noProxy:
		t.Proxy = nil
	default:
		u, err := url.Parse(c.Proxy)
		if err != nil || u.Host == "" {
			return fmt.Errorf("proxy of connection %s is no URL; expected something like http://proxy.example:3128", c.Name)
		}
		t.Proxy = http.ProxyURL(u)
	}
	if c.CAFile == "" {
		return nil
	}
	pem, err := os.ReadFile(c.CAFile)
	if err != nil {
		return fmt.Errorf("certificate authorities of connection %s: %w", c.Name, err)
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(pem) {
		return fmt.Errorf("certificate authorities of connection %s: %s has no certificate in PEM form", c.Name, c.CAFile)
	}
	t.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	return nil
}

// brokenTransport refuses every request.
type brokenTransport struct{ err error }

func (t brokenTransport) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, &unsentError{t.err}
}
