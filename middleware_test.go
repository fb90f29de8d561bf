package connector_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// wrappedBy is a connector to service with middlewares.
func wrappedBy(t testing.TB, service roundTrip, middlewares ...connector.Middleware) *connector.Connector {
	t.Helper()
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"w": {
			Host: "https://w.example", Transport: service, Auth: connection.StaticToken(tokenCanary), RetryBudget: -1,
		}},
		Middleware: middlewares,
	})
	require.NoError(t, err)
	return c
}

func fine(*http.Request) *http.Response {
	return answering(http.StatusOK, http.Header{"Content-Type": {"application/json"}, "X-Request-Id": {"r1"}}, []byte(`{}`))
}

const (
	getJob    = "get_api_2_2_jobs_get"
	deleteJob = "post_api_2_2_jobs_delete"
)

var job = map[string]any{"job_id": 7}

func TestMiddlewaresAreCalledInOrder(t *testing.T) {
	var said []string
	saying := func(name string) connector.Middleware {
		return func(next connector.Handler) connector.Handler {
			said = append(said, "wrap "+name)
			return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
				said = append(said, "into "+name)
				res, err := next(ctx, r)
				said = append(said, "out of "+name)
				return res, err
			}
		}
	}
	c := wrappedBy(t, fine, saying("a"), saying("b"))
	for range 2 {
		_, err := c.RunAction(t.Context(), "w", getJob, job)
		require.NoError(t, err)
	}
	call := []string{"into a", "into b", "out of b", "out of a"}
	assert.Equal(t, append(append([]string{"wrap b", "wrap a"}, call...), call...), said)
}

func TestMiddlewareSeesTheRequestAndTheOutcome(t *testing.T) {
	var seen *connector.Request
	var outcome connector.Outcome
	look := func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			res, err := next(ctx, r)
			seen, outcome = r, connector.OutcomeOf(res, err)
			return res, err
		}
	}
	call := connector.Call{Connection: "w", Action: getJob, Params: job}
	_, err := wrappedBy(t, fine, look).Do(t.Context(), call)
	require.NoError(t, err)
	assert.Equal(t, call, seen.Call)
	assert.Equal(t, getJob, seen.Action.Name)
	assert.Equal(t, "w", seen.Connection)
	assert.Equal(t, "https://w.example", seen.Host)
	assert.Equal(t, "GET https://w.example/api/2.2/jobs/get?job_id=7", seen.Plan.Method+" "+seen.Plan.URL())
	assert.Equal(t, 200, outcome.Status)
	assert.Equal(t, "r1", outcome.RequestID)
	assert.Len(t, outcome.Attempts, 1)

	_, err = wrappedBy(t, saying(message("no")), look).Do(t.Context(), call)
	require.ErrorIs(t, err, connector.ErrBadRequest)
	assert.Equal(t, 400, outcome.Status)
	assert.Equal(t, "r1", outcome.RequestID)
	require.Len(t, outcome.Attempts, 1)
	assert.Equal(t, "no", outcome.Attempts[0].Error)
}

// Headers can be changed; the rest of the plan and the credentials cannot.
func TestMiddlewareChangesHeadersOnly(t *testing.T) {
	var got *http.Request
	var body []byte
	service := func(r *http.Request) *http.Response {
		got = r
		body, _ = io.ReadAll(r.Body)
		return fine(r)
	}
	change := func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			assert.Empty(t, r.Plan.Header.Get("Authorization"))
			r.Plan.Header.Set("Traceparent", "mine")
			r.Plan.Header["authorization"] = []string{"Bearer stolen"}
			r.Plan.Header["x-odd"] = []string{"1", "2"}
			r.Plan.Method, r.Plan.Host, r.Plan.Path, r.Plan.Query = "DELETE", "https://evil.example", "/", "x=y"
			r.Plan.Body.Open = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("evil")), nil }
			r.Plan.Body, r.Plan.NoAuth = nil, true
			return next(ctx, r)
		}
	}
	_, err := wrappedBy(t, service, change).RunAction(t.Context(), "w", deleteJob, map[string]any{"data": job})
	require.NoError(t, err)
	assert.Equal(t, "POST https://w.example/api/2.2/jobs/delete", got.Method+" "+got.URL.String())
	assert.JSONEq(t, `{"job_id": 7}`, string(body))
	assert.Equal(t, "mine", got.Header.Get("Traceparent"))
	assert.Equal(t, []string{"1", "2"}, got.Header.Values("X-Odd"))
	assert.Equal(t, []string{"Bearer " + tokenCanary}, got.Header.Values("Authorization"))
	assert.NotContains(t, got.Header, "authorization")
}

func TestMiddlewareRefusesOrAnswers(t *testing.T) {
	never := func(r *http.Request) *http.Response {
		t.Error("something was sent")
		return fine(r)
	}
	errNo := errors.New("not today")
	refuse := func(connector.Handler) connector.Handler {
		return func(context.Context, *connector.Request) (*connector.Result, error) { return nil, errNo }
	}
	_, err := wrappedBy(t, never, refuse).RunAction(t.Context(), "w", getJob, job)
	assert.Equal(t, errNo, err)
	answer := func(connector.Handler) connector.Handler {
		return func(context.Context, *connector.Request) (*connector.Result, error) {
			return &connector.Result{Status: 299}, nil
		}
	}
	res, err := wrappedBy(t, never, answer).RunAction(t.Context(), "w", getJob, job)
	require.NoError(t, err)
	assert.Equal(t, 299, res.Status)
	refuseByPolicy := func(connector.Handler) connector.Handler {
		return func(context.Context, *connector.Request) (*connector.Result, error) {
			return nil, fmt.Errorf("not on Fridays: %w", connector.ErrRefused)
		}
	}
	_, err = wrappedBy(t, never, refuseByPolicy).RunAction(t.Context(), "w", getJob, job)
	assert.Equal(t, connector.CategoryPolicy, connector.NewErrorObject(err, connector.Call{}).Category)
}
