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

// wayOut tells how far a request came. A nil one knows only that it may have been sent.
type wayOut struct {
	trace     httptrace.ClientTrace
	connected atomic.Bool
}

// watchSending watches a request on its way out. Only the standard transport tells that no
// connection was made; with any other the request may always have been sent.
func watchSending(ctx context.Context, rt http.RoundTripper) (context.Context, *wayOut) {
	if _, ok := rt.(*http.Transport); !ok {
		return ctx, nil
	}
	w := new(wayOut)
	w.trace.GotConn = func(httptrace.GotConnInfo) { w.connected.Store(true) }
	return httptrace.WithClientTrace(ctx, &w.trace), w
}

func (w *wayOut) sent() sent {
	if w == nil || w.connected.Load() {
		return maybeSent
	}
	return notSent
}
