package runtime

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
)

// traceParent is a new W3C trace context, by which the service's support finds an
// attempt. 00-<trace>-<span>-01.
func traceParent() string {
	const form = "00-################################-################-01"
	var id [24]byte
	for i := 0; i < len(id); i += 8 { // names, not secrets
		binary.BigEndian.PutUint64(id[i:], rand.Uint64())
	}
	text := []byte(form)
	hex.Encode(text[3:], id[:16])
	hex.Encode(text[36:], id[16:])
	return string(text)
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
