package connector_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/schema"
)

// A pause is told before it is made, without secrets. Nobody waits here: the call is
// given up when it tells.
func TestRetriesAreTold(t *testing.T) {
	throttled := func(*http.Request) *http.Response {
		return answering(http.StatusTooManyRequests, http.Header{"Retry-After": {"100"}}, []byte(`{"error_code": "REQUEST_LIMIT_EXCEEDED", "message": "hunter2 is too often"}`))
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var told []connector.Retry
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"w": {Host: "https://w.example", Transport: roundTrip(throttled)}},
		OnRetry: func(r connector.Retry) {
			told = append(told, r)
			cancel()
		},
	})
	require.NoError(t, err)
	_, err = c.Do(ctx, putSecret("hunter2"))
	require.ErrorIs(t, err, context.Canceled)
	require.Len(t, told, 1)
	r := told[0]
	assert.Equal(t, "post_api_2_0_secrets_put", r.Action)
	assert.Equal(t, "w", r.Connection)
	assert.Equal(t, 1, r.Attempt.Number)
	assert.Equal(t, http.StatusTooManyRequests, r.Attempt.Status)
	assert.Equal(t, 100*time.Second, r.Attempt.Wait)
	assert.Equal(t, schema.Redacted+" is too often", r.Attempt.Error)
}

// What is not repeated is not told.
func TestOnlyRetriesAreTold(t *testing.T) {
	refused := func(*http.Request) *http.Response {
		return answering(http.StatusForbidden, http.Header{}, []byte(message("no")))
	}
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"w": {Host: "https://w.example", Transport: roundTrip(refused)}},
		OnRetry:     func(r connector.Retry) { t.Errorf("told of %v", r) },
	})
	require.NoError(t, err)
	_, err = c.Do(t.Context(), putSecret("hunter2"))
	require.ErrorIs(t, err, connector.ErrBadRequest)
}
