package runtime

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/registry"
)

func TestMayHaveActed(t *testing.T) {
	of := func(status int, message string, header http.Header) error {
		return &APIError{Status: status, Kind: kindOf("", status), Message: message, Header: header}
	}
	later := http.Header{"Retry-After": {"1"}}
	for status, want := range map[int]bool{
		200: true, 302: false, 400: false, 401: false, 403: false, 404: false, 409: false, 429: false, 499: false,
		408: true, 500: true, 501: false, 502: true, 503: true, 504: true, 507: true, 520: true,
	} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			err := of(status, "", nil)
			assert.Equal(t, want, MayHaveActed(err))
			assert.Equal(t, want, MayHaveActed(&RetryError{Last: err, Ended: io.EOF}))
		})
	}
	assert.False(t, MayHaveActed(of(503, "", later)), "the service says when to come back")
	assert.True(t, MayHaveActed(of(500, "", later)))
	assert.True(t, MayHaveActed(of(400, "Timed out after 10s", nil)), "a text of which the status says nothing")
	assert.False(t, MayHaveActed(&APIError{Status: 400, Kind: ErrThrottled}))
	assert.True(t, MayHaveActed(&APIError{Status: 400, Kind: ErrUnavailable}))
	assert.True(t, MayHaveActed(&APIError{Status: 200, Kind: ErrFailed}))

	assert.True(t, MayHaveActed(&SendError{Cause: io.EOF}))
	assert.False(t, MayHaveActed(&SendError{Cause: io.EOF, Unsent: true}))
	assert.False(t, MayHaveActed(errors.New("not sent: no credentials")))
	assert.False(t, MayHaveActed(nil))
}

func TestSafeToRepeat(t *testing.T) {
	for name, c := range map[string]struct {
		safety registry.Safety
		plan   Plan
		want   bool
	}{
		"a get":                  {registry.Read, Plan{Method: "GET"}, true},
		"a put":                  {registry.Write, Plan{Method: "PUT"}, true},
		"a delete":               {registry.Destructive, Plan{Method: "DELETE"}, true},
		"a post":                 {registry.Write, Plan{Method: "POST"}, false},
		"a patch":                {registry.Write, Plan{Method: "PATCH"}, false},
		"a post that reads":      {registry.Read, Plan{Method: "POST"}, true},
		"a post with a token":    {registry.Cost, Plan{Method: "POST", Repeatable: true}, true},
		"a post that costs much": {registry.Cost, Plan{Method: "POST"}, false},
	} {
		assert.Equal(t, c.want, SafeToRepeat(&registry.Action{Safety: c.safety}, &c.plan), name)
	}
}

// Where the service cannot be reached it cannot have acted; where it was reached and
// went away, it may have.
func TestUnsent(t *testing.T) {
	a := newAction(t, postThing)
	going := newServer(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	for host, unsent := range map[string]bool{closedAddress(t): true, going.URL: false} {
		_, err := newClient(host).Do(t.Context(), a, newPlan(t, a, host, nil))
		var send *SendError
		assert.ErrorAs(t, err, &send)
		assert.Equal(t, unsent, send.Unsent)
		assert.False(t, send.Reads)
		assert.Equal(t, !unsent, MayHaveActed(err))
	}
}
