package connector_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// counted is a body that counts how often it is closed.
type counted struct {
	io.Reader
	closed *atomic.Int32
}

func (c counted) Close() error { c.closed.Add(1); return nil }

// downloads answers with a stream.
func downloads(closed *atomic.Int32) roundTrip {
	return func(*http.Request) *http.Response {
		resp := answering(http.StatusOK, http.Header{"Content-Type": {"application/octet-stream"}}, nil)
		resp.Body = counted{http.NoBody, closed}
		return resp
	}
}

const getFile = "get_api_2_0_fs_filesby_file_path"

var file = map[string]any{"file_path": "/Volumes/a/b/c"}

// A middleware that panics or fails with a stream in its hands leaves nobody who could
// close it; its place among the calls would never be free again.
func TestStreamsThatAMiddlewareLoses(t *testing.T) {
	var closed atomic.Int32
	panics := func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			_, err := next(ctx, r)
			require.NoError(t, err)
			panic("oops")
		}
	}
	c := wrappedBy(t, downloads(&closed), panics)
	assert.PanicsWithValue(t, "oops", func() { _, _ = c.RunAction(t.Context(), "w", getFile, file) })
	assert.NotZero(t, closed.Load(), "after a panic")

	closed.Store(0)
	fails := func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			res, err := next(ctx, r)
			return res, errors.Join(err, errors.New("no quota"))
		}
	}
	res, err := wrappedBy(t, downloads(&closed), fails).RunAction(t.Context(), "w", getFile, file)
	require.EqualError(t, err, "no quota")
	assert.Nil(t, res)
	assert.NotZero(t, closed.Load(), "after an error")
}

// Of a call that waited in vain for its turn it is known that the service did not act.
func TestAnUnsentCallIsNotInDoubt(t *testing.T) {
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"w": {Host: "https://w.example", Transport: roundTrip(fine), Concurrency: 1},
	}})
	require.NoError(t, err)
	call := connector.Call{Connection: "w", Action: getFile, Params: file}
	held, err := c.Do(t.Context(), call)
	require.NoError(t, err)
	defer func() { assert.NoError(t, held.Close()) }()
	call.Timeout = time.Millisecond
	_, err = c.Do(t.Context(), call)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	o := connector.NewErrorObject(err, call)
	assert.Equal(t, "TIMEOUT", o.Code)
	assert.NotContains(t, o.Hint, "not known")
}
