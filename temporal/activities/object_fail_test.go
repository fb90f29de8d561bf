package activities

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/runtime"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/objects"
)

// What a store in a workspace is refused for good is not asked for again and again.
func TestWhatAStoreMayDoLater(t *testing.T) {
	for name, c := range map[string]struct {
		err    error
		passes bool
	}{
		"not allowed":    {&connector.APIError{Status: 403, Kind: runtime.ErrPermissionDenied}, false},
		"throttled":      {&connector.APIError{Status: 429, Kind: runtime.ErrThrottled}, true},
		"an outage":      {&connector.APIError{Status: 502, Kind: runtime.ErrUnavailable}, true},
		"policy":         {connector.ErrRefused, false},
		"no sign-in":     {&connection.SignInError{Endpoint: "https://h/token", Status: 401}, false},
		"sign-in is off": {&connection.SignInError{Endpoint: "https://h/token", Status: 503}, true},
		"no disk":        {&fs.PathError{Op: "open", Path: "/srv/x", Err: errors.New("no space left")}, true},
		"anything":       {errors.New("odd"), true},
	} {
		assert.Equal(t, c.passes, isPassing(objectError(c.err)), name)
	}
}

// Where a store of objects is, and what a sign-in was answered, is for the log of the worker.
func TestStoreKeepsPlacesFromWorkflows(t *testing.T) {
	store, err := objects.NewDirectory(t.TempDir())
	require.NoError(t, err)
	for name, c := range map[string]struct {
		err  error
		told string
	}{
		"a file":    {&fs.PathError{Op: "open", Path: "/srv/place", Err: errors.New("no space left")}, "the store of objects: a file of the server cannot be used"},
		"a sign-in": {&connection.SignInError{Endpoint: "https://place/token", Status: 400, Code: "bad", Err: errors.New("place")}, "the store of objects: not sent: signing in failed"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var log bytes.Buffer
				w := &workspace{answer: func(*http.Request) (*http.Response, error) { return says(200, `{}`) }}
				a := on(t, w, func(o *Options) {
					o.Objects, o.Logger = &refusing{store, c.err}, slog.New(slog.NewTextHandler(&log, nil))
				})
				var s temporalService
				_, o := refusal(t, s.run(t, a, contract.ReadObject, `{"object":{"uri":"file:///x","size":1,"sha256":"0"}}`, nil))
				assert.Equal(t, c.told, o.Message)
				assert.Contains(t, log.String(), "place")
			})
		})
	}
}

// refusing is a store that opens nothing.
type refusing struct {
	objects.Store
	err error
}

func (r *refusing) Open(context.Context, contract.Object, int64) (io.ReadCloser, error) {
	return nil, r.err
}
