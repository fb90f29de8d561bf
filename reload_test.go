package connector_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// What is as it was keeps its pool; what changed is asked with the new settings over a
// new one, and the idle part of the old is closed.
func TestReloadConnections(t *testing.T) {
	w := newWorkspace(t, func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(rw, `{"clusters": [{"cluster_id": %q}]}`, bearer(r))
	})
	same, old := entry{"same", w.URL, "same-token", ""}, entry{"prod", w.URL, "old-token", ""}
	c := newConfigured(t, same, old)
	who := func(name string) string {
		t.Helper()
		res, err := c.RunAction(t.Context(), name, listClusters, nil)
		require.NoError(t, err)
		return string(res.Raw)
	}
	assert.Contains(t, who("same"), "same-token")
	assert.Contains(t, who("prod"), "old-token")
	require.Len(t, w.opened, 2)
	c.reload()
	who("same")
	who("prod")
	require.Len(t, w.opened, 2, "nothing changed, so nothing is opened")

	c.write(entry{"prod", w.URL, "new-token", ""}, same, entry{"more", w.URL, "more-token", ""})
	assert.Contains(t, who("prod"), "old-token", "not before it is told to")
	c.reload("more", "prod")
	<-w.closed // the idle connection of the old pool
	assert.Contains(t, who("prod"), "new-token")
	assert.Contains(t, who("more"), "more-token")
	assert.Contains(t, who("same"), "same-token")
	assert.Len(t, w.opened, 4)

	c.write(same)
	c.reload("more", "prod")
	_, err := c.RunAction(t.Context(), "prod", listClusters, nil)
	require.ErrorIs(t, err, connector.ErrUnknownConnection)
	assert.Contains(t, who("same"), "same-token")
	assert.Len(t, w.opened, 4)
}

// A file that cannot be used changes nothing, and the error says where it is wrong.
func TestReloadOfABrokenFile(t *testing.T) {
	w := newWorkspace(t, func(rw http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(rw, "{}") })
	c := newConfigured(t, entry{"prod", w.URL, "t0ken", ""})
	c.reload()
	c.write(entry{"prod", w.URL, "t0ken", ", polcy: {}"})
	changed, err := c.ReloadConnections()
	require.ErrorContains(t, err, c.path+":2: ")
	assert.Empty(t, changed)
	assert.NotContains(t, err.Error(), "t0ken")
	_, err = c.RunAction(t.Context(), "prod", listClusters, nil)
	require.NoError(t, err)
	names, err := c.Connections()
	require.NoError(t, err)
	assert.Equal(t, []string{"prod"}, names)
}

// A call on its way ends on the connection that it began on, and its old credentials are
// in no error, neither its own nor that of a later call.
func TestRunningCallsFinish(t *testing.T) {
	held := newTurnstile()
	w := newWorkspace(t, func(rw http.ResponseWriter, r *http.Request) {
		if bearer(r) == "old-secret-token" {
			held.pass(t)
		}
		rw.Header().Set("Content-Type", "application/json")
		rw.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(rw, `{"error_code": "BAD", "message": "not for `+bearer(r)+`"}`)
	})
	for _, after := range [][]entry{{{"prod", w.URL, "new-secret-token", ""}}, nil} {
		c := newConfigured(t, entry{"prod", w.URL, "old-secret-token", ""})
		ended := make(chan error, 2)
		go func() {
			_, err := c.RunAction(t.Context(), "prod", listClusters, nil)
			ended <- err
		}()
		<-held.came
		c.write(after...)
		c.reload("prod")
		c.reload() // also when its way was forgotten long ago
		held.goOn <- struct{}{}
		err := <-ended
		var api *connector.APIError
		require.ErrorAs(t, err, &api)
		assert.Equal(t, http.StatusBadRequest, api.Status)
		assert.Contains(t, api.Message, "not for ")
		assert.NotContains(t, fmt.Sprintf("%+v %s", api, api.Raw), "secret-token")
		_, err = c.RunAction(t.Context(), "prod", listClusters, nil)
		require.Error(t, err)
		assert.NotContains(t, err.Error(), "secret-token")
	}
}

// The limit of a connection that is as it was goes on to hold.
func TestReloadKeepsLimits(t *testing.T) {
	held := newTurnstile()
	w := newWorkspace(t, func(rw http.ResponseWriter, _ *http.Request) {
		held.pass(t)
		_, _ = io.WriteString(rw, "{}")
	})
	prod := entry{"prod", w.URL, "t0ken", ", concurrency: 1"}
	c := newConfigured(t, prod)
	ended := make(chan error, 2)
	run := func(ctx context.Context) { _, err := c.RunAction(ctx, "prod", listClusters, nil); ended <- err }
	go run(t.Context())
	<-held.came
	c.write(entry{"other", w.URL, "t0ken", ""}, prod)
	c.reload() // what is new is told of from the second time on
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("enough"))
	go run(ctx)
	require.ErrorContains(t, <-ended, "no place among the calls of connection prod")
	held.goOn <- struct{}{}
	require.NoError(t, <-ended)
}

// Every call gets an answer, from a connection that there was, while the file changes.
func TestReloadAmidCalls(t *testing.T) {
	var served atomic.Int64
	w := newWorkspace(t, func(rw http.ResponseWriter, r *http.Request) {
		served.Add(1)
		rw.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(rw, `{"clusters": [{"cluster_id": %q}]}`, bearer(r))
	})
	token := func(n int) []entry {
		return []entry{{"prod", w.URL, "token-" + strconv.Itoa(n), ""}, {"same", w.URL, "same", ""}}
	}
	c := newConfigured(t, token(0)...)
	c.reload() // from now on no call looks at a file that is half written
	var callers sync.WaitGroup
	const each, reloads = 30, 20
	for i := range 8 {
		name, want := "prod", "token-"
		if i%2 == 0 {
			name, want = "same", "same"
		}
		callers.Go(func() {
			for range each {
				res, err := c.RunAction(t.Context(), name, listClusters, nil)
				if assert.NoError(t, err) {
					assert.Contains(t, string(res.Raw), want)
				}
			}
		})
	}
	for n := range reloads {
		c.write(token(n + 1)...)
		_, err := c.ReloadConnections()
		assert.NoError(t, err)
	}
	callers.Wait()
	assert.EqualValues(t, 8*each, served.Load())
	res, err := c.RunAction(t.Context(), "prod", listClusters, nil)
	require.NoError(t, err)
	assert.Contains(t, string(res.Raw), "token-"+strconv.Itoa(reloads))
}
