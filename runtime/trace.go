package runtime

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
)

// traceParent is a new W3C trace context, by which the service's support finds an
// attempt. 00-<trace>-<span>-01.
func traceParent() string {
	var id [24]byte
	_, _ = rand.Read(id[:]) // never fails, by its contract
	text := hex.EncodeToString(id[:])
	return "00-" + text[:32] + "-" + text[32:] + "-01"
}

// traceHeader is where traceParent goes, unless the plan has one.
const traceHeader = "Traceparent"

// watchSending tells how far a request came. Only the standard transport tells that no
// connection was made; with any other the request may always have been sent.
func watchSending(ctx context.Context, rt http.RoundTripper) (context.Context, func() sent) {
	if _, ok := rt.(*http.Transport); !ok {
		return ctx, func() sent { return maybeSent }
	}
	var connected atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	return ctx, func() sent {
		if connected.Load() {
			return maybeSent
		}
		return notSent
	}
}
