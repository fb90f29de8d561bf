package gateway

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

var readOnly = connection.Policy{Mode: connection.ReadOnly}

func asksForEvents() map[string]any {
	return call("own", invoke, params{"name": "e", "data": params{"stream": true, "messages": []any{}}})
}

// Events reach the client one by one, while the service still works on the next.
func TestEventsComeAsTheyAreMade(t *testing.T) {
	next := make(chan string)
	s := newTestGateway(t, behind(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		w.WriteHeader(200)
		w.(http.Flusher).Flush()
		for text := range next {
			_, _ = io.WriteString(w, "data: "+text+"\n\n")
			w.(http.Flusher).Flush()
		}
	}))
	resp, err := s.Client().Do(s.request(t, "POST", "/v1/run", asksForEvents()))
	require.NoError(t, err, "the head comes before the first event")
	defer func() { _ = resp.Body.Close() }()
	assert.Equal(t, "text/event-stream", resp.Header.Get("Content-Type"))
	lines := bufio.NewScanner(resp.Body)
	for _, text := range []string{"one", "zwö", "[DONE]"} {
		next <- text
		require.True(t, lines.Scan())
		assert.Equal(t, "data: "+text, lines.Text())
		require.True(t, lines.Scan())
	}
	close(next)
	assert.False(t, lines.Scan())
	assert.NoError(t, lines.Err())
}

// Nobody takes a cut answer for a whole one.
func TestCutAnswersAreCut(t *testing.T) {
	for name, serve := range map[string]http.HandlerFunc{
		"events": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/event-stream")
			_, _ = io.WriteString(w, "data: one\n\n")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		},
		"bytes of unknown length": func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Range") != "" {
				w.WriteHeader(500)
				return
			}
			_, _ = io.WriteString(w, "data: one\n\n")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		},
		"bytes of known length": func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Range") != "" {
				w.WriteHeader(500)
				return
			}
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "data: one\n\n")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newTestGateway(t, behind(t, serve))
			body := call("own", getFile, params{"file_path": "/a"})
			if name == "events" {
				body = asksForEvents()
			}
			resp, err := s.Client().Do(s.request(t, "POST", "/v1/run", body))
			require.NoError(t, err)
			defer func() { _ = resp.Body.Close() }()
			text, err := io.ReadAll(resp.Body)
			assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
			assert.Equal(t, "data: one\n\n", string(text))
		})
	}
}

// A client that leaves a download ends it at the service too.
func TestLeavingADownloadEndsIt(t *testing.T) {
	ended := make(chan struct{})
	s := newTestGateway(t, behind(t, func(w http.ResponseWriter, r *http.Request) {
		defer close(ended)
		_, _ = io.WriteString(w, "begin")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}))
	ctx, leave := context.WithCancel(t.Context())
	resp, err := s.Client().Do(s.request(t, "POST", "/v1/run", call("own", getFile, params{"file_path": "/a"})).WithContext(ctx))
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	_, err = io.ReadFull(resp.Body, make([]byte, 5))
	require.NoError(t, err)
	leave()
	<-ended
}
