package runtime

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

// The connection's headers go with every request; those of the call win, and so do
// the credentials. What they hold is not shown.
func TestHeadersOfTheConnection(t *testing.T) {
	var got http.Header
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		_, _ = w.Write([]byte("{}"))
	})
	a := newAction(t, getThings)
	to := Target{Connection: "w", Host: server.URL, Header: http.Header{
		"x-team": {"c4nary"}, "Accept": {"text/html"}, "Authorization": {"Basic x"},
	}}
	plan, err := NewPlan(a, to, nil, asTheyAre)
	require.NoError(t, err)
	assert.NotContains(t, plan.String(), "c4nary")
	assert.Contains(t, plan.String(), "X-Team: **REDACTED**")
	plan.Header.Set("Traceparent", "00-own")
	_, err = NewClient(&connection.Connection{Auth: connection.StaticToken("t0ken")}).Do(t.Context(), a, plan)
	require.NoError(t, err)
	assert.Equal(t, "c4nary", got.Get("X-Team"))
	assert.Equal(t, "application/json", got.Get("Accept"))
	assert.Equal(t, "Bearer t0ken", got.Get("Authorization"))
	assert.Equal(t, "00-own", got.Get("Traceparent"), "the caller's trace goes on")
}
