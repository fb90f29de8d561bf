package runtime

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

const getParts = "http: GET /file\nheader: {Range: {type: string}}\nresponse: {content: application/octet-stream}\n"

// A download that breaks off goes on where it stopped, through the client as a whole:
// with credentials, retries and limits.
func TestADownloadGoesOn(t *testing.T) {
	content := strings.Repeat("0123456789", 1000)
	var ranges []string
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		ranges = append(ranges, r.Header.Get("Range"))
		w.Header().Set("ETag", `"1"`)
		if len(ranges) == 2 {
			w.WriteHeader(http.StatusServiceUnavailable) // also on the way back
			return
		}
		if len(ranges) == 1 {
			w.Header().Set("Content-Length", "10000")
			_, _ = io.WriteString(w, content[:4000])
			panic(http.ErrAbortHandler)
		}
		http.ServeContent(w, r, "file", time.Time{}, strings.NewReader(content))
	})
	c := NewClient(&connection.Connection{Host: server.URL, Auth: connection.StaticToken("t")})
	c.clock = &handClock{}
	a := newAction(t, getParts)
	res, err := c.Do(t.Context(), a, newPlan(t, a, server.URL, nil))
	require.NoError(t, err)
	data, err := res.Data()
	require.NoError(t, err)
	assert.Equal(t, content, string(data.([]byte)))
	require.Len(t, ranges, 3)
	assert.Empty(t, ranges[0])
	assert.True(t, strings.HasPrefix(ranges[2], "bytes="), ranges[2])
}

// A service that is silent for too long loses the attempt, and the error says so.
func TestSilenceEndsAnAttempt(t *testing.T) {
	release := make(chan struct{})
	server := newServer(t, func(_ http.ResponseWriter, _ *http.Request) { <-release })
	defer close(release)
	c := NewClient(&connection.Connection{Host: server.URL, InactivityTimeout: 20 * time.Millisecond, RetryBudget: -1})
	a := newAction(t, getThings)
	_, err := c.Do(t.Context(), a, newPlan(t, a, server.URL, nil))
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.ErrorContains(t, err, "no byte moved for 0.02s")
}
