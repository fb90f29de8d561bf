package runtime

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/registry"
)

// The retry policy, whole: what ended the attempt, and whether each kind of action is
// then tried again. A plain POST is one that neither reads nor carries a token.
func TestShouldRetry(t *testing.T) {
	actions := map[string]failure{
		"GET":             {method: "GET", safety: registry.Read},
		"PUT":             {method: "PUT", safety: registry.Write},
		"DELETE":          {method: "DELETE", safety: registry.Destructive},
		"PATCH":           {method: "PATCH", safety: registry.Write},
		"POST":            {method: "POST", safety: registry.Cost},
		"POST that reads": {method: "POST", safety: registry.Read},
		"POST with token": {method: "POST", safety: registry.Cost, repeatable: true},
	}
	idempotent := []string{"GET", "PUT", "DELETE", "POST that reads", "POST with token"}
	everything := append([]string{"PATCH", "POST"}, idempotent...)
	for _, tt := range []struct {
		name  string
		end   failure
		retry []string
		why   string // for the others
	}{
		{"no connection", failure{sent: notSent}, everything, ""},
		{"lost answer", failure{sent: maybeSent}, idempotent, mayHaveActed},
		{"429", failure{status: 429, kind: ErrThrottled}, everything, ""},
		{"400 with a throttle's code", failure{status: 400, kind: ErrResourceExhausted}, everything, ""},
		{"503 that says when", failure{status: 503, kind: ErrUnavailable, invited: true}, everything, ""},
		{"503", failure{status: 503, kind: ErrUnavailable}, idempotent, mayHaveActed},
		{"500", failure{status: 500, kind: ErrInternal}, idempotent, mayHaveActed},
		{"502", failure{status: 502, kind: ErrUnavailable}, idempotent, mayHaveActed},
		{"504", failure{status: 504, kind: ErrDeadlineExceeded}, idempotent, mayHaveActed},
		{"504 that says when", failure{status: 504, kind: ErrDeadlineExceeded, invited: true}, idempotent, mayHaveActed},
		{"408", failure{status: 408}, idempotent, mayHaveActed},
		{"400 that passes", failure{status: 400, kind: ErrBadRequest, message: "x: ClusterNotReadyException"}, idempotent, mayHaveActed},
		{"400", failure{status: 400, kind: ErrBadRequest}, nil, ""},
		{"401", failure{status: 401, kind: ErrUnauthenticated}, nil, ""},
		{"403", failure{status: 403, kind: ErrPermissionDenied}, nil, ""},
		{"404", failure{status: 404, kind: ErrNotFound}, nil, ""},
		{"409", failure{status: 409, kind: ErrConflict}, nil, ""},
		{"501", failure{status: 501, kind: ErrNotImplemented}, nil, ""},
		{"302", failure{status: 302, kind: ErrRedirected}, nil, ""},
		{"a web page", failure{status: 200, kind: ErrUnexpectedAnswer}, nil, ""},
		{"work that failed", failure{status: 200, kind: ErrFailed, message: "deadline exceeded"}, nil, ""},
	} {
		for name, action := range actions {
			f := tt.end
			f.method, f.safety, f.repeatable = action.method, action.safety, action.repeatable
			retry, why := shouldRetry(f)
			assert.Equal(t, slices.Contains(tt.retry, name), retry, "%s: %s", tt.name, name)
			if retry {
				assert.Empty(t, why)
			} else {
				assert.Equal(t, tt.why, why, "%s: %s", tt.name, name)
			}
		}
	}
}
