package connection

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"
)

// Timeouts of the transport that gets tokens. Few requests go over it, so that it
// keeps a small pool for a short time.
const (
	tokenDialTimeout   = 10 * time.Second
	tokenAnswerTimeout = 30 * time.Second
	tokenIdleTimeout   = 30 * time.Second
	maxTokenAnswer     = 1 << 20
)

// newTokenClient makes the HTTP client that signs in: with the connection's proxy
// and authorities, patient with a service that is busy, and without following
// redirects, which would carry credentials elsewhere.
func newTokenClient(m machine, caFile, proxy string) (*http.Client, error) {
	transport := &http.Transport{
		DialContext:           (&net.Dialer{Timeout: tokenDialTimeout}).DialContext,
		ForceAttemptHTTP2:     true,
		TLSHandshakeTimeout:   tokenDialTimeout,
		ResponseHeaderTimeout: tokenAnswerTimeout,
		IdleConnTimeout:       tokenIdleTimeout,
		MaxIdleConnsPerHost:   1,
	}
	var err error
	if transport.Proxy, err = proxyOf(proxy); err != nil {
		return nil, err
	}
	if transport.TLSClientConfig, err = tlsOf(m, caFile); err != nil {
		return nil, err
	}
	return &http.Client{
		Transport:     &patient{base: transport, machine: m},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, nil
}

// proxyOf is what Connection.Proxy means. The message shows no part of the URL: it
// may hold a password.
func proxyOf(proxy string) (func(*http.Request) (*url.URL, error), error) {
	switch proxy {
	case "":
		return http.ProxyFromEnvironment, nil
	case "none":
		return nil, nil
	}
	if err := checkProxy(proxy); err != nil {
		return nil, fmt.Errorf("proxy: %w", err)
	}
	u, err := url.Parse(proxy)
	return http.ProxyURL(u), err
}

func checkProxy(proxy string) error {
	u, err := url.Parse(proxy)
	if proxy == "" || proxy == "none" || err == nil && u.Hostname() != "" && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "socks5") {
		return nil
	}
	return errors.New("expected a URL, such as http://proxy.example:3128, or none")
}

// tlsOf trusts the authorities of caFile beside the system's.
func tlsOf(m machine, caFile string) (*tls.Config, error) {
	if caFile == "" {
		return nil, nil
	}
	path, err := m.expandHome(caFile)
	if err != nil {
		return nil, fmt.Errorf("ca_file: %w", err)
	}
	pem, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("ca_file: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("ca_file %s holds no certificate in PEM form", path)
	}
	return &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}, nil
}
