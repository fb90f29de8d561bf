package runtime

import (
	"context"
	"net/http"
	"time"
)

// sending is the context of one attempt, with what goes into its request.
type sending struct {
	context.Context //nolint:containedctx // it is the context
	plan            *Plan
	credentials     http.Header
	trace           [1]string // a trace context, "" where the plan has its own
	idle            idleWatch

	header http.Header // of the request; the sender's
	bare   bool        // the sender makes it from the start
}

// sendKey leads to the sending of a request's context.
type sendKey struct{}

func (s *sending) Value(key any) any {
	if key == (sendKey{}) {
		return s
	}
	return s.Context.Value(key)
}

// newSending makes an attempt of a plan.
func newSending(ctx context.Context, p *Plan, credentials http.Header) *sending {
	s := &sending{Context: ctx, plan: p, credentials: credentials}
	if first(p.Header[traceHeader]) == "" {
		s.trace[0] = traceParent()
	}
	return s
}

// identity asks for bytes as they are: a length and an ETag that are the file's own.
var identity = []string{"identity"}

// addTo adds to a plan's headers those of the attempt. The values are shared: whoever
// carries requests does not change them.
func (s *sending) addTo(header http.Header) {
	if s.plan.content == bytesContent {
		header["Accept-Encoding"] = identity
	}
	if s.trace[0] != "" {
		header[traceHeader] = s.trace[:]
	}
	for name, values := range s.credentials {
		header[http.CanonicalHeaderKey(name)] = values // another spelling would go out beside the plan's
	}
}

// end ends the attempt and what watches its time.
func (s *sending) end(timeout *time.Timer) {
	stopTimer(timeout)
	s.idle.end()
}
