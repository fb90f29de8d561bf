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
// Then the request is over, and its deadlines are not there any more.
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
	for _, served := range []*testGateway{s, s.overHTTP2(t)} {
		for range 20 {
			body, more := io.Pipe()
			r := s.request(t, "POST", uploadTo("sandbox", putFile, `{"file_path":"/a"}`), body, "Content-Type", octets)
			r.URL.Scheme, r.URL.Host = "http", served.Listener.Addr().String()
			if served != s {
				r.URL.Scheme = "https"
			}
			go func() { _, _ = more.Write([]byte("x")) }()
			resp, err := served.Client().Do(r)
			require.NoError(t, err)
			assert.Equal(t, 403, resp.StatusCode)
			_, err = io.Copy(io.Discard, resp.Body)
			require.NoError(t, err)
			require.NoError(t, resp.Body.Close())
			_ = more.Close()
		}
	}
	assert.Equal(t, 200, s.do(t, "GET", "/healthz", nil).Status)
}
