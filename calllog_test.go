package connector_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// records decodes a log, without the times.
func records(t testing.TB, log string) []map[string]any {
	t.Helper()
	var out []map[string]any
	for line := range strings.Lines(log) {
		var r map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &r))
		for _, moment := range []string{"time", "duration"} {
			if r["msg"] != "call refused" {
				assert.Contains(t, r, moment)
			}
			delete(r, moment)
		}
		out = append(out, r)
	}
	return out
}

func TestEveryCallAndAttemptIsWrittenDown(t *testing.T) {
	var log strings.Builder
	_, err := watched(t, fine, &log).RunAction(t.Context(), "w", getJob, job)
	require.NoError(t, err)
	assert.Equal(t, []map[string]any{
		{"level": "DEBUG", "msg": "attempt", "action": getJob, "connection": "w", "method": "GET", "url": "https://w.example/api/2.2/jobs/get?job_id=7", "attempt": 1.0, "status": 200.0},
		{"level": "DEBUG", "msg": "call", "action": getJob, "connection": "w", "method": "GET", "url": "https://w.example/api/2.2/jobs/get?job_id=7", "status": 200.0, "request_id": "r1", "attempts": 1.0},
	}, records(t, log.String()))

	log.Reset()
	_, err = watched(t, saying(message("no such job")), &log).RunAction(t.Context(), "w", getJob, job)
	require.Error(t, err)
	found := records(t, log.String())
	require.Len(t, found, 2)
	assert.Equal(t, "no such job", found[0]["error"])
	assert.Equal(t, "BAD_REQUEST", found[0]["code"])
	assert.EqualValues(t, 400, found[1]["status"])
	assert.Equal(t, err.Error(), found[1]["error"])

	log.Reset()
	_, err = watched(t, fine, &log).RunAction(t.Context(), "w", getJob, nil)
	require.Error(t, err)
	assert.Equal(t, []map[string]any{{"level": "DEBUG", "msg": "call refused", "action": getJob, "connection": "w", "error": err.Error()}}, records(t, log.String()))
}

// Without a logger that takes debug records nothing is written, and no address is made.
func TestNothingIsWrittenDownUnasked(t *testing.T) {
	var log strings.Builder
	for _, logger := range []*slog.Logger{nil, slog.New(slog.NewTextHandler(&log, nil))} {
		c, err := connector.Open(connector.Config{
			Connections: map[string]connection.Connection{"w": {Host: "https://w.example", Transport: roundTrip(fine)}},
			Logger:      logger,
		})
		require.NoError(t, err)
		_, err = c.RunAction(t.Context(), "w", getJob, job)
		require.NoError(t, err)
		_, err = c.RunAction(t.Context(), "w", getJob, nil)
		require.Error(t, err)
	}
	assert.Empty(t, log.String())
}

// A call that is not sent has no attempts.
func TestOutcomeOfWhatWasNotSent(t *testing.T) {
	c := watched(t, fine, io.Discard)
	_, err := c.RunAction(t.Context(), "w", "put_api_2_0_fs_filesby_file_path", map[string]any{"file_path": "/x", "data": func() (io.ReadCloser, error) {
		return nil, http.ErrBodyNotAllowed
	}})
	require.ErrorIs(t, err, http.ErrBodyNotAllowed)
	assert.Equal(t, connector.Outcome{}, connector.OutcomeOf(nil, err))
	assert.Len(t, connector.OutcomeOf(nil, &connector.SendError{Cause: io.EOF}).Attempts, 1)
}
