package gateway

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// pace has times that tests make short; zero fields mean the usual ones.
type pace struct {
	beat  time.Duration // between signs of life in a stream of events
	poll  time.Duration // between polls at least
	token time.Duration // between looks at the token of what lasts
}

// held is a context of a wait or a listing: it ends with the client and with the
// gateway, but not before the call that it begins with has been answered. A write that
// was sent is never cut.
type held struct {
	context.Context
	answered func()                  // the call that may change something has its answer
	end      context.CancelCauseFunc // ends it as if the client had left
	stop     func()                  // gives free what it holds
}

func (x *exchange) hold() held {
	asked, release := x.looping()
	asked, end := context.WithCancelCause(asked)
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(asked))
	done := make(chan struct{})
	answered := sync.OnceFunc(func() { close(done) })
	unhook := context.AfterFunc(asked, func() {
		<-done
		cancel(asCancelled(context.Cause(asked)))
	})
	return held{ctx, answered, end, func() {
		unhook()
		answered()
		cancel(nil)
		end(nil)
		release()
	}}
}

// asCancelled is a cause that errors.Is takes for the end of a context.
func asCancelled(cause error) error {
	if errors.Is(cause, context.Canceled) || errors.Is(cause, context.DeadlineExceeded) {
		return cause
	}
	return fmt.Errorf("%w: %w", context.Canceled, cause)
}
