package runtime

import (
	"errors"
	"time"

	"github.com/actionctl/connector/registry"
)

// Retries says which failures of a call Client.Do repeats by itself.
type Retries int

// What is repeated. Where a caller repeats calls itself, two that both do it would
// multiply.
const (
	RetryUsual  Retries = iota // all that the retry policy repeats
	RetryUnsent                // connections that could not be made, and credentials that had run out
)

// MayRepeat reports whether a plan of action a that ended in err, an error of Client.Do,
// may be sent again later: that does no harm, and it may then succeed. It is the retry
// policy without its budget, for callers that repeat calls themselves. Do gives up at once
// on a host or a certificate that is not right; later it may be.
func MayRepeat(a *registry.Action, p *Plan, err error) bool {
	f := failure{method: p.Method, safety: a.Safety, repeatable: p.Repeatable}
	var api *APIError
	var send *SendError
	switch {
	case errors.As(err, &api):
		f.kind, f.status, f.message = api.Kind, api.Status, api.Message
		_, f.invited = retryAfter(api, time.Time{})
	case errors.As(err, &send) && send.Unsent:
		f.sent = notSent
	case errors.As(err, &send):
		f.sent = maybeSent
	default:
		return false
	}
	retry, _ := shouldRetry(f)
	return retry
}
