package gateway

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"reflect"
	"time"

	connector "github.com/actionctl/connector"
)

// shortestPoll is how often a client may have the service asked at most.
const shortestPoll = 100 * time.Millisecond

// waitBody is a call or the handle of its work, and how to wait.
type waitBody struct {
	callBody
	Handle        json.RawMessage `json:"handle"`
	Interval      duration        `json:"interval"`
	AbortOnCancel bool            `json:"abort_on_cancel"`
}

// work is what a body asks to be waited for.
func (x *exchange) work(b waitBody) (follow, connector.WaitOptions, error) {
	o := x.waitOptions(b.Timeout, b.Interval)
	o.AbortOnCancel, o.Gates, o.Confirmed = b.AbortOnCancel, x.gates(), b.Confirmed
	b.Timeout = 0 // it is that of the wait
	if len(b.Handle) > 0 && string(b.Handle) != "null" {
		run, err := x.taken(b)
		return run, o, err
	}
	call, _, err := x.callOf(b.callBody)
	if err != nil {
		return nil, o, err
	}
	call.Timeout = x.g.limits.CallTime
	c := x.g.options.Connector
	return func(ctx context.Context, o connector.WaitOptions) (*connector.Finished, error) {
		return c.Wait(ctx, call, o)
	}, o, nil
}

// taken is the wait for work that a handle names. The handle comes from outside, so it
// has to be of an action and a connection that the caller sees.
func (x *exchange) taken(b waitBody) (follow, error) {
	confirmed := b.Confirmed
	if b.Confirmed = false; !reflect.ValueOf(b.callBody).IsZero() {
		return nil, badBody("it has a handle and a call; give one of them")
	}
	text := []byte(b.Handle)
	if bytes.HasPrefix(text, []byte(`"`)) {
		var word string
		if err := json.Unmarshal(text, &word); err != nil {
			return nil, badBody("%s", jsonFault(err))
		}
		text = []byte(word)
	}
	h, err := connector.ParseHandle(text)
	if err != nil {
		return nil, err
	}
	x.call = connector.Call{Connection: harmless(h.Connection), Action: harmless(h.Action)}
	if err := x.known(h.Connection, h.Action); err != nil {
		return nil, err
	}
	if confirmed && !x.mayConfirm() {
		err := x.noConfirm()
		x.note(h.Connection, h.Action, err)
		return nil, err
	}
	c := x.g.options.Connector
	return func(ctx context.Context, o connector.WaitOptions) (*connector.Finished, error) {
		return c.WaitFor(ctx, h, o)
	}, nil
}

// waitOptions bound a wait: by what was asked for, or else as the action's descriptor and
// the connector do. The gateway's own limit ends it anyway.
func (x *exchange) waitOptions(timeout, interval duration) connector.WaitOptions {
	o := connector.WaitOptions{Timeout: min(time.Duration(timeout), x.g.limits.WaitTime), Interval: time.Duration(interval)}
	if o.Interval > 0 {
		o.Interval = max(o.Interval, cmp.Or(x.g.pace.poll, shortestPoll))
	}
	return o
}
