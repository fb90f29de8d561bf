package gateway

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

// A service may answer before it has the whole body, while the transport still reads it.
// By the time it reads on the request is over, and HTTP/2 has no deadlines for it any more.
func TestBodyThatOutlivesItsRequest(t *testing.T) {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadFull(r.Body, make([]byte, 1))
		w.Header().Set("Connection", "close")
		http.Error(w, `{"error_code":"PERMISSION_DENIED","message":"no"}`, http.StatusForbidden)
	}))
	defer service.Close()
	s := newTestGateway(t, func(s *setup) {
		s.Connector.Connections = map[string]connection.Connection{"sandbox": {Host: service.URL, RetryBudget: -1}}
	})
	served := s.overHTTP2(t)
	for range 20 {
		body, more := io.Pipe()
		r := served.request(t, "POST", uploadTo("sandbox", putFile, `{"file_path":"/a"}`), body, "Content-Type", octets)
		go func() { _, _ = more.Write([]byte("x")) }() // and never again
		resp, err := served.Client().Do(r)
		require.NoError(t, err)
		assert.Equal(t, 2, resp.ProtoMajor)
		assert.Equal(t, http.StatusForbidden, resp.StatusCode)
		_, err = io.Copy(io.Discard, resp.Body)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.NoError(t, more.Close())
	}
	assert.Equal(t, http.StatusOK, served.do(t, "GET", "/healthz", nil).Status, "the gateway lives")
}
