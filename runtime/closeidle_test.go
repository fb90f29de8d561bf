package runtime

import (
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

// A client whose idle connections are closed goes on to work, over new ones.
func TestCloseIdle(t *testing.T) {
	opened, closed := make(chan struct{}, 10), make(chan struct{}, 10)
	server := httptest.NewUnstartedServer(answerJSON("{}"))
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		switch s {
		case http.StateNew:
			opened <- struct{}{}
		case http.StateClosed:
			closed <- struct{}{}
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	c, a := newClient(server.URL), newAction(t, getThings)
	plan := newPlan(t, a, server.URL, nil)
	for range 3 {
		_, err := c.Do(t.Context(), a, plan)
		require.NoError(t, err)
	}
	require.Len(t, opened, 1)
	c.CloseIdle()
	<-closed
	_, err := c.Do(t.Context(), a, plan)
	require.NoError(t, err)
	assert.Len(t, opened, 2)
}

// A transport that knows of no idle connections is left alone.
func TestCloseIdleOfAnotherTransport(t *testing.T) {
	asked := 0
	c := NewClient(&connection.Connection{Host: "https://x.example", Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		asked++
		return http.DefaultTransport.RoundTrip(r)
	})})
	c.CloseIdle()
	assert.Zero(t, asked)
}
