package gateway

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

// begun serves with a Server until stop is called; ended then has what Serve returned.
func begun(t *testing.T, s *Server) (address string, stop func(), ended <-chan error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	t.Cleanup(stop)
	return l.Addr().String(), stop, done
}

// gated is a transport to a sandbox that tells of requests and holds them until it is let.
type gated struct {
	next         http.RoundTripper
	entered, let chan struct{}
}

func (g *gated) RoundTrip(r *http.Request) (*http.Response, error) {
	g.entered <- struct{}{}
	select {
	case <-g.let:
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	return g.next.RoundTrip(r)
}

func withGate(g *gated) func(*setup) {
	return func(s *setup) {
		conn := sandbox.New(connector.Builtin(), nil).Connection()
		g.next, conn.Transport, conn.RetryBudget = conn.Transport, g, -1
		s.Connector.Connections = map[string]connection.Connection{"sandbox": conn}
	}
}

// createPolicy is a call that writes.
func createPolicy(name string) map[string]any {
	return map[string]any{
		"connection": "sandbox", "action": "post_api_2_0_policies_clusters_create",
		"params": map[string]any{"data": map[string]any{"name": name}},
	}
}

// What was sent is finished, whoever else leaves: the client that asked for it, and the
// gateway that is told to end.
func TestDrainFinishesWrites(t *testing.T) {
	gate := &gated{entered: make(chan struct{}, 1), let: make(chan struct{})}
	s := newTestGateway(t, withGate(gate))
	address, stop, ended := begun(t, &Server{Gateway: s.g})
	s.URL = "http://" + address
	answer := s.inBackground(s.request(t, "POST", "/v1/run", createPolicy("p1")))
	<-gate.entered
	leaving, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	other := s.request(t, "POST", "/v1/run", createPolicy("p2")).WithContext(leaving)
	go func() {
		_, err := s.Client().Do(other) //nolint:bodyclose // it has none
		left <- err
	}()
	<-gate.entered
	leave()
	assert.ErrorIs(t, <-left, context.Canceled)
	stop()
	<-s.g.drain.begun
	assert.Equal(t, 2, s.g.drain.count())
	close(gate.let)
	assert.Equal(t, 200, (<-answer).Status)
	assert.NoError(t, <-ended)
	res, err := s.c.RunAction(t.Context(), "sandbox", "get_api_2_0_policies_clusters_list", nil)
	require.NoError(t, err)
	data, err := res.Data()
	require.NoError(t, err)
	var made []any
	for _, p := range data.(map[string]any)["policies"].([]any) {
		made = append(made, p.(map[string]any)["name"])
	}
	assert.Subset(t, made, []any{"p1", "p2"})
}

// A read whose client leaves is not sent on.
func TestReadEndsWithItsClient(t *testing.T) {
	gate := &gated{entered: make(chan struct{}, 1), let: make(chan struct{})}
	var log logged
	s := newTestGateway(t, withGate(gate), log.logger)
	leaving, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	r := s.request(t, "POST", "/v1/run", `{"connection":"sandbox","action":"get_api_2_1_clusters_list"}`).WithContext(leaving)
	go func() {
		_, err := s.Client().Do(r) //nolint:bodyclose // it has none
		left <- err
	}()
	<-gate.entered
	leave()
	assert.ErrorIs(t, <-left, context.Canceled)
	lines := log.lines(t, s) // nothing lets the gate
	assert.EqualValues(t, 499, lines[len(lines)-1]["status"])
}

func TestDrainHasALimit(t *testing.T) {
	gate := &gated{entered: make(chan struct{}, 1), let: make(chan struct{})}
	s := newTestGateway(t, withGate(gate))
	address, stop, ended := begun(t, &Server{Gateway: s.g, Drain: 10 * time.Millisecond})
	s.URL = "http://" + address
	left := make(chan error, 1)
	r := s.request(t, "POST", "/v1/run", createPolicy("p3"))
	go func() {
		_, err := s.Client().Do(r) //nolint:bodyclose // it has none
		left <- err
	}()
	<-gate.entered
	stop()
	err := <-ended
	assert.ErrorIs(t, err, ErrCut)
	assert.EqualError(t, err, "the gateway ended before all requests had: 1 ran for longer than 10ms")
	assert.Error(t, <-left)
	close(gate.let)
}

func TestDrainRefusesWhatIsNew(t *testing.T) {
	s := newTestGateway(t)
	s.g.drain.begin()
	got := s.do(t, "POST", "/v1/run", createPolicy("p4"))
	assert.Equal(t, "DRAINING", got.code(t))
	assert.Equal(t, 503, got.Status)
	assert.Equal(t, "1", got.Header.Get("Retry-After"))
	assert.NoError(t, s.g.Drain(t.Context()))
	assert.NoError(t, s.g.Drain(t.Context()), "it may be asked twice")
}

func TestDrainEndsWhatOnlyWaits(t *testing.T) {
	s := newTestGateway(t)
	cause := make(chan error, 1)
	s.add(route{Method: "GET", Pattern: "/test", ID: "test", Long: true, Handle: func(x *exchange) error {
		ctx, cancel := x.looping()
		defer cancel()
		s.g.drain.begin()
		<-ctx.Done()
		cause <- context.Cause(ctx)
		return ctx.Err()
	}})
	got := s.do(t, "GET", "/test", nil)
	assert.Equal(t, "503 DRAINING", fmt.Sprint(got.Status, " ", got.code(t)))
	assert.ErrorIs(t, <-cause, errDraining)
	assert.Equal(t, true, got.value(t)["error"].(map[string]any)["retryable"])
}

// writePair writes a new certificate of a serial number and its key.
func writePair(t *testing.T, folder string, serial int64) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	require.NoError(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	cert, key = filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	require.NoError(t, os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	require.NoError(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
	return cert, key
}

func TestTLS(t *testing.T) {
	cert, key := writePair(t, t.TempDir(), 1)
	config, err := TLSFiles(cert, key, nil)
	require.NoError(t, err)
	s := newTestGateway(t)
	address, stop, ended := begun(t, &Server{Gateway: s.g, TLS: config})
	roots := x509.NewCertPool()
	text, err := os.ReadFile(cert)
	require.NoError(t, err)
	require.True(t, roots.AppendCertsFromPEM(text))
	for _, http2 := range []bool{true, false} {
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: http2}}
		resp, err := client.Get("https://" + address + "/healthz")
		require.NoError(t, err)
		_ = resp.Body.Close()
		assert.Equal(t, 200, resp.StatusCode)
		assert.Equal(t, http2, resp.ProtoMajor == 2)
		client.CloseIdleConnections()
	}
	old := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MaxVersion: tls.VersionTLS11}}} //nolint:gosec // it has to be refused
	_, err = old.Get("https://" + address + "/healthz")                                                                         //nolint:bodyclose // it has none
	assert.Error(t, err)
	stop()
	assert.NoError(t, <-ended)
}

func TestCertificateIsReadAgain(t *testing.T) {
	folder := t.TempDir()
	cert, key := writePair(t, folder, 1)
	var told []error
	c := &certificate{cert: cert, key: key, failed: func(err error) { told = append(told, err) }}
	require.NoError(t, c.read())
	now := time.Now()
	serial := func() int64 {
		now = now.Add(certificatePause)
		leaf, err := x509.ParseCertificate(c.current(now).Certificate[0])
		require.NoError(t, err)
		return leaf.SerialNumber.Int64()
	}
	change := func(at time.Duration) {
		require.NoError(t, os.Chtimes(cert, now, now.Add(at)))
	}
	assert.EqualValues(t, 1, serial())
	writePair(t, folder, 2)
	change(time.Minute)
	assert.EqualValues(t, 2, serial())
	require.NoError(t, os.WriteFile(key, []byte("half a ke"), 0o600))
	assert.EqualValues(t, 2, serial(), "one that cannot be used changes nothing")
	assert.EqualValues(t, 2, serial())
	require.Len(t, told, 1, "it is told once")
	assert.ErrorContains(t, told[0], key)
	assert.NotContains(t, told[0].Error(), "half a ke")
	writePair(t, folder, 3)
	change(2 * time.Minute)
	assert.EqualValues(t, 3, serial())
	_, err := TLSFiles(filepath.Join(folder, "nothing"), key, nil)
	assert.ErrorContains(t, err, "nothing")
}
