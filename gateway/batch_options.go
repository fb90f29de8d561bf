package gateway

import (
	"net/http"
	"net/url"

	connector "github.com/actionctl/connector"
)

// Calls of a batch at a time.
const (
	usualAtATime = 8
	mostAtATime  = 32
)

// batchOptions are what the query says of how a batch is to run.
func (x *exchange) batchOptions(q url.Values) (o connector.BatchOptions, err error) {
	if o.Concurrency, err = numberIn(q, "concurrency", mostAtATime, usualAtATime); err != nil {
		return o, err
	}
	if o.Ordered, err = boolIn(q, "ordered"); err != nil {
		return o, err
	}
	if o.StopOnError, err = boolIn(q, "stop_on_error"); err != nil {
		return o, err
	}
	var limit, interval duration
	if err := durationIn(q, "wait_timeout", &limit); err != nil {
		return o, err
	}
	if err := durationIn(q, "interval", &interval); err != nil {
		return o, err
	}
	o.Wait = x.waitOptions(limit, interval)
	return o, nil
}

func durationIn(q url.Values, name string, into *duration) error {
	if text := q.Get(name); text != "" {
		if err := into.parse(text); err != nil {
			return badQuery("%s: %s", name, err)
		}
	}
	return nil
}

// batchDefault is what all calls of a batch have in common.
func (x *exchange) batchDefault(q url.Values) (connector.Call, error) {
	call := connector.Call{Gates: x.gates(), Timeout: x.g.limits.CallTime}
	var err error
	call.Confirmed, err = boolIn(q, "confirmed")
	if err == nil && call.Confirmed && !x.mayConfirm() {
		err = x.noConfirm()
	}
	return call, err
}

// mostInLine is how many items a line with all may give: they are held in memory.
const mostInLine = 10_000

// bounded is a result without a list that is too long for a line.
func bounded(r connector.BatchResult) connector.BatchResult {
	if items, ok := r.Data.([]any); ok && r.All && len(items) > mostInLine {
		r.Data, r.Outcome = nil, connector.BatchFailed
		r.Err = refuse(http.StatusBadRequest, "LONG_LIST", "the list has more than %d items; read it with POST /v1/items", mostInLine)
	}
	return r
}

// lineError is what keeps a line from being run that is a call.
type lineError struct{ error }

func (e lineError) Unwrap() error { return e.error }

// lineCall is a line's call on a connection and of an action that the caller sees.
func (x *exchange) lineCall(call connector.BatchCall) connector.BatchCall {
	if call.Err != nil {
		return call
	}
	if err := x.stillValid(); err != nil { // a batch may last longer than its token
		call.Err = lineError{err}
		return call
	}
	if err := x.known(call.Call.Connection, call.Call.Action); err != nil {
		call.Err = lineError{err}
		return call
	}
	name, err := x.connectionOf(call.Call.Connection)
	if err != nil { // it went away just now
		call.Err = lineError{err}
		return call
	}
	call.Call.Connection = name
	if call.All {
		call.Call.List.MaxItems = mostInLine + 1
	}
	return call
}
