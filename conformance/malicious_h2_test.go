package conformance

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// certificate writes a certificate of 127.0.0.1 and its key, and returns who trusts it.
func certificate(t *testing.T, dir string) (*tls.Config, string, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	require.NoError(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	require.NoError(t, os.WriteFile(certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	require.NoError(t, os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
	cert, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	roots := x509.NewCertPool()
	roots.AddCert(cert)
	return &tls.Config{RootCAs: roots}, certFile, keyFile
}

// Streams that are opened and reset at once cost the attacker the connection, not the
// gateway its health.
func TestResetFlood(t *testing.T) {
	b := newBench(t)
	writer := b.token(t, "writer", "--connection", work)
	trust, certFile, keyFile := certificate(t, b.dir)
	g := b.serve(t, "--tls-cert", certFile, "--tls-key", keyFile)
	at, err := url.Parse(g.url)
	require.NoError(t, err)
	require.Equal(t, "https", at.Scheme)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: trust, ForceAttemptHTTP2: true}}
	get := func() *http.Response {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, g.url+"/v1/connections", nil)
		require.NoError(t, err)
		req.Header.Set("Authorization", "Bearer "+writer)
		resp, err := client.Do(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		return resp
	}
	require.Equal(t, 2, get().ProtoMajor)
	for range 4 {
		flood(t, at.Host, trust, writer)
	}
	assert.Equal(t, http.StatusOK, get().StatusCode)
	assert.Empty(t, b.reached.take())
}

// flood opens and resets streams until it is hung up on, or 50,000 times.
func flood(t *testing.T, address string, trust *tls.Config, token string) {
	t.Helper()
	config := trust.Clone()
	config.NextProtos = []string{"h2"}
	conn, err := tls.Dial("tcp", address, config)
	require.NoError(t, err)
	defer func() { _ = conn.Close() }()
	require.NoError(t, conn.SetDeadline(time.Now().Add(patience)))
	_, err = io.WriteString(conn, http2.ClientPreface)
	require.NoError(t, err)
	framer := http2.NewFramer(conn, conn)
	require.NoError(t, framer.WriteSettings())
	go func() { _, _ = io.Copy(io.Discard, conn) }() // or the gateway's answers fill up
	var block bytes.Buffer
	encoder := hpack.NewEncoder(&block)
	for stream := uint32(1); stream < 100_000; stream += 2 {
		block.Reset()
		for _, field := range [][2]string{{":method", "POST"}, {":scheme", "https"}, {":authority", address}, {":path", "/v1/run"}, {"authorization", "Bearer " + token}, {"content-type", "application/json"}} {
			require.NoError(t, encoder.WriteField(hpack.HeaderField{Name: field[0], Value: field[1]}))
		}
		if framer.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: block.Bytes(), EndHeaders: true}) != nil ||
			framer.WriteRSTStream(stream, http2.ErrCodeCancel) != nil {
			return
		}
	}
}
