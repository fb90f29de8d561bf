package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

const invoke = "post_serving_endpoints_by_name_invocations"

// eventServer answers with events, each sent by itself.
func eventServer(t *testing.T, events ...string) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for _, e := range events {
			_, _ = io.WriteString(w, e)
			_ = http.NewResponseController(w).Flush()
		}
	}))
	t.Cleanup(server.Close)
	return server
}

func TestEventsArePrintedALineEach(t *testing.T) {
	server := eventServer(t, ": hi\n\n", "data: {\"id\": 9007199254740993,\ndata:  \"a\": \"<é>\"}\n\n", "data:\n\n", "data: half {\n\n", "data: [DONE]\n\n")
	for format, want := range map[string]string{
		"json": "{\"id\":9007199254740993,\"a\":\"<é>\"}\n\"half {\"\n",
		"yaml": "---\nid: 9007199254740993\na: <é>\n---\nhalf {\n",
		"raw":  ": hi\n\ndata: {\"id\": 9007199254740993,\ndata:  \"a\": \"<é>\"}\n\ndata:\n\ndata: half {\n\ndata: [DONE]\n\n",
	} {
		code, stdout, stderr := runAgainst(t.Context(), server.URL, invoke, "name=m", "data.stream=true", "-o", format)
		assert.Equal(t, exitOK, code, stderr)
		assert.Equal(t, want, stdout)
	}
}

// writerFunc is a standard output that says when it is written to.
type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// An event is printed before the next one is sent.
func TestEventsArePrintedAsTheyCome(t *testing.T) {
	printed := make(chan string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for _, n := range []string{"1", "2"} {
			_, _ = io.WriteString(w, "data: "+n+"\n\n")
			_ = http.NewResponseController(w).Flush()
			assert.Equal(t, n+"\n", <-printed)
		}
	}))
	defer server.Close()
	env := map[string]string{"DATABRICKS_HOST": server.URL, "DATABRICKS_TOKEN": "canary"}
	code := run(t.Context(), &streams{
		In: strings.NewReader(""), Err: io.Discard,
		Out:    writerFunc(func(p []byte) (int, error) { printed <- string(p); return len(p), nil }),
		Getenv: func(key string) string { return env[key] },
	}, []string{"run", "-c", "env", invoke, "name=m", "data.stream=true"})
	assert.Equal(t, exitOK, code)
}

func TestAFailureAmongEvents(t *testing.T) {
	server := eventServer(t, "data: 1\n\n", `data: {"error_code": "BAD_REQUEST", "message": "too long"}`+"\n\n")
	code, stdout, stderr := runAgainst(t.Context(), server.URL, invoke, "name=m", "data.stream=true")
	assert.Equal(t, exitFailed, code)
	assert.Equal(t, "1\n", stdout)
	assert.Contains(t, stderr, "BAD_REQUEST: too long")

	server = eventServer(t, "data: 1\n\n", "data: {\"half")
	code, stdout, stderr = runAgainst(t.Context(), server.URL, invoke, "name=m", "data.stream=true")
	assert.Equal(t, exitLocal, code)
	assert.Equal(t, "1\n", stdout)
	assert.Contains(t, stderr, "ended in the middle of a line")
}

// An endless stream ends with an interrupt.
func TestInterruptedEvents(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "data: 1\n\n")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}))
	defer server.Close()
	env := map[string]string{"DATABRICKS_HOST": server.URL, "DATABRICKS_TOKEN": "canary"}
	code := run(ctx, &streams{
		In: strings.NewReader(""), Err: io.Discard,
		Out:    writerFunc(func(p []byte) (int, error) { stop(); return len(p), nil }),
		Getenv: func(key string) string { return env[key] },
	}, []string{"run", "-c", "env", invoke, "name=m", "data.stream=true"})
	assert.Equal(t, exitInterrupted, code)
}
