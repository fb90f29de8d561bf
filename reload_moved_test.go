package connector_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// never answers no request that belongs to another workspace.
func never(t *testing.T) *workspace {
	t.Helper()
	return newWorkspace(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s %s was sent", r.Method, r.URL) })
}

// What began in one workspace is neither asked for nor ended in another that has the
// connection's name by now.
func TestAWaitDoesNotMove(t *testing.T) {
	other := never(t)
	var c *configured
	asked := 0
	w := newWorkspace(t, func(rw http.ResponseWriter, _ *http.Request) {
		if asked++; asked == 2 { // the first poll
			c.write(entry{"prod", other.URL, "t0ken", ""})
			c.reload("prod")
		}
		rw.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(rw, `{"state": "PENDING"}`)
	})
	c = newConfigured(t, entry{"prod", w.URL, "t0ken", ""})
	c.SetClock(connector.NewHandClock())
	call := connector.Call{Connection: "prod", Action: "post_api_2_1_clusters_start", Params: map[string]any{"data": map[string]any{"cluster_id": "1"}}}
	_, err := c.Wait(t.Context(), call, connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrMoved)
	assert.ErrorContains(t, err, "connection prod: the connection leads to another workspace now: it was "+w.URL+" and is "+other.URL)
	assert.Equal(t, 2, asked)
	var wait *connector.WaitError
	require.ErrorAs(t, err, &wait)
	assert.Equal(t, w.URL, wait.Handle.Host, "the handle is of the workspace where the work is")
	o := connector.NewErrorObject(err, call)
	assert.Equal(t, []string{"CONNECTION_MOVED", connector.CategoryConflict}, []string{o.Code, o.Category})
}

func TestAnAbortDoesNotMove(t *testing.T) {
	other := never(t)
	var c *configured
	ctx, cancel := context.WithCancelCause(t.Context())
	w := newWorkspace(t, func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodPost {
			_, _ = io.WriteString(rw, `{"run_id": 7}`)
			return
		}
		c.write(entry{"prod", other.URL, "t0ken", ""})
		c.reload("prod")
		cancel(errors.New("enough"))
	})
	c = newConfigured(t, entry{"prod", w.URL, "t0ken", ""})
	c.SetClock(connector.NewHandClock())
	call := connector.Call{Connection: "prod", Action: "post_api_2_2_jobs_run_now", Params: map[string]any{"data": map[string]any{"job_id": 1}}}
	_, err := c.Wait(ctx, call, connector.WaitOptions{AbortOnCancel: true})
	var wait *connector.WaitError
	require.ErrorAs(t, err, &wait)
	assert.False(t, wait.Aborted)
	require.ErrorIs(t, wait.AbortErr, connector.ErrMoved)
}

func TestAListingDoesNotMove(t *testing.T) {
	other := never(t)
	w := newWorkspace(t, func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(rw, `{"clusters": [{"cluster_id": "1"}], "next_page_token": "more"}`)
	})
	c := newConfigured(t, entry{"prod", w.URL, "t0ken", ""})
	pages := 0
	var last error
	for _, err := range c.List(connector.Call{Connection: "prod", Action: listClusters}).Pages(t.Context()) {
		if last = err; err != nil {
			break
		}
		pages++
		c.write(entry{"prod", other.URL, "t0ken", ""})
		c.reload("prod")
	}
	require.ErrorIs(t, last, connector.ErrMoved)
	assert.Equal(t, 1, pages)
	var page *connector.PageError
	require.ErrorAs(t, last, &page)
	assert.NotEmpty(t, page.ResumeToken)
}

// The credentials that started work are told of no more once there are new ones.
func TestAWaitHidesTheCredentialsBefore(t *testing.T) {
	var c *configured
	asked := 0
	var w *workspace
	w = newWorkspace(t, func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "application/json")
		if asked++; asked == 1 {
			_, _ = io.WriteString(rw, `{"run_id": 7}`)
			c.write(entry{"prod", w.URL, "new-secret-token", ""})
			c.reload("prod")
			return
		}
		_, _ = io.WriteString(rw, `{"state": {"life_cycle_state": "TERMINATED", "result_state": "FAILED", "state_message": "old-secret-token and `+bearer(r)+` fail"}}`)
	})
	c = newConfigured(t, entry{"prod", w.URL, "old-secret-token", ""})
	c.SetClock(connector.NewHandClock())
	call := connector.Call{Connection: "prod", Action: "post_api_2_2_jobs_run_now", Params: map[string]any{"data": map[string]any{"job_id": 1}}}
	_, err := c.Wait(t.Context(), call, connector.WaitOptions{})
	require.ErrorContains(t, err, " and ")
	require.ErrorContains(t, err, " fail")
	assert.NotContains(t, err.Error(), "secret-token")
}
