package runtime

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/actionctl/connector/registry"
)

// try is one call on its way: its attempts so far.
type try struct {
	*Client
	action   *registry.Action
	plan     *Plan
	began    time.Time
	attempts []Attempt
	first    [1]Attempt // of them; there rarely is another
	last     error
}

func (t *try) run(ctx context.Context) (*Result, error) {
	headers, err := t.authorize(ctx, t.plan, false)
	renewed := false
	for err == nil {
		if err = t.limits.turn(ctx); err != nil {
			break
		}
		began := t.clock.Now()
		res, how, failed := t.attempt(ctx, t.action, t.plan, headers)
		t.log(res, failed, began)
		if failed == nil {
			res.Attempts = t.attempts
			return res, nil
		}
		if t.last != nil && isUnsent(failed) {
			return nil, t.end(failed.Error(), failed) // what was sent before counts
		}
		t.last = failed
		if isUnauthenticated(failed) && !renewed && t.budget >= 0 && t.replayable() {
			renewed = true
			refused := headers
			if headers, err = t.authorize(ctx, t.plan, true); err != nil || !sameHeaders(headers, refused) {
				continue // at once, with new credentials
			}
			return nil, t.end("", nil)
		}
		wait, why := t.next(ctx, how)
		if wait < 0 {
			return nil, t.end(why, nil)
		}
		if deadline, ok := ctx.Deadline(); ok && t.clock.Now().Add(wait).After(deadline) {
			return nil, t.end("the next attempt would come after the deadline", context.DeadlineExceeded)
		}
		t.attempts[len(t.attempts)-1].Wait = wait
		t.notice(ctx)
		if ended := t.clock.Sleep(ctx, wait); ended != nil {
			return nil, t.end("stopped waiting: "+ended.Error(), ended)
		}
		headers, err = t.authorize(ctx, t.plan, false)
	}
	if t.last != nil {
		return nil, t.end(err.Error(), err)
	}
	return nil, fmt.Errorf("%s: not sent: %w", t.plan.Action, err)
}

// next is how long to wait before the next attempt, less than zero when there is none,
// and why not.
func (t *try) next(ctx context.Context, how sent) (time.Duration, string) {
	if t.budget < 0 || ctx.Err() != nil {
		return -1, ""
	}
	f, wait, ok := t.failure(how)
	if !ok {
		return -1, ""
	}
	retry, why := shouldRetry(f)
	switch {
	case !retry:
		return -1, why
	case t.plan.Retries == RetryUnsent && how != notSent:
		return -1, "" // the caller may
	case !t.replayable():
		return -1, "not repeated: the body can be read only once"
	case how == notSent && len(t.attempts) >= maxUnconnected:
		return -1, "no connection could be made"
	}
	wait = max(wait, backoff(len(t.attempts)))
	at := t.clock.Now().Add(wait)
	if wait > maxInvited || at.Sub(t.began) > t.budget {
		return -1, fmt.Sprintf("the next attempt would be in %s, beyond the retry budget of %s", wait.Round(time.Second), t.budget)
	}
	return wait, ""
}

// maxUnconnected is how often a connection is tried for that cannot be made: long
// enough for a restart, short enough for a wrong host.
const maxUnconnected = 3

// failure describes the last attempt to the policy; not ok when no repeat could help.
// wait is what the answer asks for.
func (t *try) failure(how sent) (f failure, wait time.Duration, ok bool) {
	f = failure{method: t.plan.Method, safety: t.action.Safety, repeatable: t.plan.Repeatable, sent: how}
	var api *APIError
	if errors.As(t.last, &api) {
		f.sent, f.kind, f.status, f.message = answered, api.Kind, api.Status, api.Message
		wait, f.invited = retryAfter(api, t.clock.Now())
		return f, wait, true
	}
	var send *SendError
	return f, 0, errors.As(t.last, &send) && !isPermanent(send.Cause)
}

func (t *try) replayable() bool { return t.plan.Body == nil || t.plan.Body.Replayable }

func (t *try) log(res *Result, err error, began time.Time) {
	a := Attempt{Number: len(t.attempts) + 1, Duration: t.clock.Now().Sub(began)}
	if err == nil {
		a.Status = res.Status
	} else {
		a.fail(err)
	}
	if t.attempts == nil {
		t.attempts = t.first[:0]
	}
	t.attempts = append(t.attempts, a)
}

func (a *Attempt) fail(err error) {
	var api *APIError
	if errors.As(err, &api) {
		a.Status, a.Code, a.Error = api.Status, api.Code, api.Message
	} else {
		a.Error = err.Error()
	}
}

// end is the error of a call that is given up.
func (t *try) end(why string, ended error) error {
	if len(t.attempts) == 1 && why == "" && ended == nil {
		return t.last
	}
	return &RetryError{Last: t.last, Attempts: t.attempts, Stopped: why, Ended: ended}
}

func isUnauthenticated(err error) bool {
	var api *APIError
	return errors.As(err, &api) && api.Status == 401
}

// isUnsent recognises the error of a request that could not be made.
func isUnsent(err error) bool {
	var api *APIError
	var send *SendError
	return !errors.As(err, &api) && !errors.As(err, &send)
}

func sameHeaders(a, b map[string][]string) bool {
	return maps.EqualFunc(a, b, slices.Equal[[]string])
}
