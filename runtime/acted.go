package runtime

import (
	"errors"
	"net/http"
	"time"

	"github.com/actionctl/connector/registry"
)

// SafeToRepeat reports whether sending a plan of action a once more changes nothing:
// the action reads, its method is idempotent, or the plan carries a token by which the
// service knows it again.
func SafeToRepeat(a *registry.Action, p *Plan) bool {
	return isRepeatable(failure{method: p.Method, safety: a.Safety, repeatable: p.Repeatable})
}

// MayHaveActed reports whether the service may have acted on a call that ended in err,
// an error of Client.Do. It goes by the retry policy: what the service cannot have
// acted on is what any call would be repeated after, or an answer that refuses it.
func MayHaveActed(err error) bool {
	var api *APIError
	if errors.As(err, &api) {
		return answeredAfterActing(api)
	}
	var send *SendError
	return errors.As(err, &send) && !send.Unsent
}

func answeredAfterActing(api *APIError) bool {
	if api.Status < http.StatusMultipleChoices {
		return true // a success that means failure, or that cannot be read
	}
	_, invited := retryAfter(api, time.Time{})
	retry, why := shouldRetry(failure{
		method: http.MethodPost, kind: api.Kind, status: api.Status, message: api.Message, invited: invited,
	})
	unlisted := api.Status >= http.StatusInternalServerError && api.Status != http.StatusNotImplemented
	return why == mayHaveActed || !retry && unlisted
}
