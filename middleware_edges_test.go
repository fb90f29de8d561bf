package connector_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// Mistakes of a middleware are errors, not crashes.
func TestMiddlewareWithoutSense(t *testing.T) {
	nothing := func(connector.Handler) connector.Handler {
		return func(context.Context, *connector.Request) (*connector.Result, error) { return nil, nil }
	}
	_, err := wrappedBy(t, fine, nothing).RunAction(t.Context(), "w", getJob, job)
	assert.EqualError(t, err, "a middleware returned neither a result nor an error")
	for _, other := range []*connector.Request{nil, {}} {
		odd := func(next connector.Handler) connector.Handler {
			return func(ctx context.Context, _ *connector.Request) (*connector.Result, error) { return next(ctx, other) }
		}
		_, err = wrappedBy(t, fine, odd).RunAction(t.Context(), "w", getJob, job)
		assert.EqualError(t, err, "a middleware passed on a request that is not the one it was given")
	}
	noPlan := func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			r.Plan = nil
			return next(ctx, r)
		}
	}
	_, err = wrappedBy(t, fine, noPlan).RunAction(t.Context(), "w", getJob, job)
	assert.NoError(t, err)
}

func TestPanicsOfMiddlewarePass(t *testing.T) {
	oops := func(connector.Handler) connector.Handler {
		return func(context.Context, *connector.Request) (*connector.Result, error) { panic("oops") }
	}
	c := wrappedBy(t, fine, oops)
	assert.PanicsWithValue(t, "oops", func() { _, _ = c.RunAction(t.Context(), "w", getJob, job) })
	assert.PanicsWithValue(t, "oops", func() {
		_, _ = c.Do(t.Context(), connector.Call{Connection: "w", Action: getJob, Params: job, Timeout: 1e12})
	})
}

// Calls that cannot be sent do not reach a middleware, and each call is one, whatever
// its attempts.
func TestMiddlewareRunsOncePerCall(t *testing.T) {
	var calls, attempts atomic.Int32
	count := func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			calls.Add(1)
			return next(ctx, r)
		}
	}
	throttledOnce := func(r *http.Request) *http.Response {
		if attempts.Add(1) == 1 {
			return answering(http.StatusUnauthorized, http.Header{}, nil)
		}
		return fine(r)
	}
	renewing := connection.AuthFunc(func(_ context.Context, fresh bool) (http.Header, error) {
		return http.Header{"Authorization": {fmt.Sprintf("Bearer token-%v", fresh)}}, nil
	})
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{
			"w": {Host: "https://w.example", Transport: roundTrip(throttledOnce), Auth: renewing},
			"r": {Host: "https://w.example", Policy: connection.Policy{Mode: connection.ReadOnly}},
		},
		Middleware: []connector.Middleware{count},
	})
	require.NoError(t, err)
	_, err = c.RunAction(t.Context(), "w", getJob, nil)
	require.ErrorIs(t, err, connector.ErrInvalid)
	_, err = c.RunAction(t.Context(), "r", deleteJob, map[string]any{"data": job})
	require.ErrorIs(t, err, connector.ErrRefused)
	assert.Zero(t, calls.Load())
	res, err := c.RunAction(t.Context(), "w", getJob, job)
	require.NoError(t, err)
	assert.EqualValues(t, 1, calls.Load())
	assert.EqualValues(t, 2, attempts.Load())
	assert.Len(t, connector.OutcomeOf(res, err).Attempts, 2)
}

// Each call has a plan of its own to change.
func TestMiddlewareIsConcurrent(t *testing.T) {
	service := func(r *http.Request) *http.Response {
		return answering(http.StatusOK, http.Header{}, []byte(`"`+r.Header.Get("X-Job")+" "+r.URL.RawQuery+`"`))
	}
	mark := func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			r.Plan.Header.Set("X-Job", fmt.Sprint(r.Call.Params["job_id"]))
			return next(ctx, r)
		}
	}
	c := wrappedBy(t, service, mark)
	const n = 64
	errs := make(chan error, n)
	for i := range n {
		go func() {
			res, err := c.RunAction(context.Background(), "w", getJob, map[string]any{"job_id": i})
			if want := fmt.Sprintf(`"%d job_id=%d"`, i, i); err == nil && string(res.Raw) != want {
				err = fmt.Errorf("%s is not %s", res.Raw, want)
			}
			errs <- err
		}()
	}
	for range n {
		require.NoError(t, <-errs)
	}
}

// The time limit of a call covers its middlewares, and a stream keeps its own.
func TestMiddlewareWithinTheTimeout(t *testing.T) {
	shared := &connector.Result{Status: 200, Stream: io.NopCloser(strings.NewReader("x"))}
	var within context.Context
	answer := func(connector.Handler) connector.Handler {
		return func(ctx context.Context, _ *connector.Request) (*connector.Result, error) {
			within = ctx
			return shared, nil
		}
	}
	res, err := wrappedBy(t, fine, answer).Do(t.Context(), connector.Call{Connection: "w", Action: getJob, Params: job, Timeout: 1e12})
	require.NoError(t, err)
	_, limited := within.Deadline()
	assert.True(t, limited)
	require.NoError(t, within.Err(), "the stream is still being read")
	require.NoError(t, res.Close())
	assert.ErrorIs(t, within.Err(), context.Canceled)
	assert.NotSame(t, shared, res)
}

// Printing a request shows no secrets.
func TestRequestsArePrintedWithoutSecrets(t *testing.T) {
	look := func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			for _, text := range []string{fmt.Sprint(r), fmt.Sprintf("%+v", r), fmt.Sprintf("%#v", r), fmt.Sprintf("%+v", *r), fmt.Sprintf("%#v", *r)} {
				assert.NotContains(t, text, "hunter2")
			}
			assert.Equal(t, "post_api_2_0_secrets_put on w", r.LogValue().String())
			return next(ctx, r)
		}
	}
	_, err := wrappedBy(t, fine, look).Do(t.Context(), putSecret("hunter2"))
	require.NoError(t, err)
}
