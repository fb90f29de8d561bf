package activities

import (
	"context"
	"errors"
	"time"

	"go.temporal.io/sdk/temporal"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/runtime"
	"github.com/actionctl/connector/temporal/contract"
)

// failure is the error of an attempt that did not see the work end in success.
func (w *wait) failure(ctx context.Context, err error) error {
	var stopped *connector.WaitError
	going := errors.As(err, &stopped) && stopped.Handle.Poll != nil // there is work to go on with
	switch {
	case w.handle == nil && !going:
		return w.attempt.failure(ctx, err)
	case !going:
		return w.failed(err, w.call, mayPass(err))
	case stopped.Err == nil: // the work failed
		return w.failed(err, w.call, false)
	case ctx.Err() != nil:
		return w.interrupted(ctx, stopped)
	}
	return w.failed(err, w.call, mayPass(stopped.Err) && !w.isLate(stopped.Handle))
}

// mayPass reports whether what a poll met may be over when the next attempt polls.
func mayPass(err error) bool {
	poll := registry.Action{Safety: registry.Read}
	return runtime.MayRepeat(&poll, &runtime.Plan{}, err) || isTransient(err)
}

// isLate reports whether the time for the work is over.
func (w *wait) isLate(h connector.Handle) bool {
	limit := w.options.Timeout
	if a, err := w.Connector.Registry().Action(h.Action); limit == 0 && err == nil && a.Wait != nil {
		limit, err = time.ParseDuration(a.Wait.Timeout)
		if err != nil {
			return true
		}
	}
	return time.Since(h.Started) >= limit
}

// interrupted is the error of an attempt that was told to stop while the work goes on.
func (w *wait) interrupted(ctx context.Context, stopped *connector.WaitError) error {
	switch cause := context.Cause(ctx); {
	case isCancel(cause) && w.asked.KeepOnCancel:
		return temporal.NewCanceledError(contract.Cancelled{State: stopped.State, Handle: stopped.Handle.String()})
	case isCancel(cause):
		return temporal.NewCanceledError(w.abort(ctx, stopped))
	default:
		return w.handedOn(cause, stopped.State, stopped.Handle.String())
	}
}

// abort has the service end the work, as the action declares it.
func (w *wait) abort(ctx context.Context, stopped *connector.WaitError) contract.Cancelled {
	told := contract.Cancelled{State: stopped.State, Handle: stopped.Handle.String()}
	// A wait whose context has ended does nothing but abort.
	over, end := context.WithCancel(context.WithoutCancel(ctx))
	end()
	_, err := w.Connector.WaitFor(over, stopped.Handle, connector.WaitOptions{
		AbortOnCancel: true, Gates: w.options.Gates, Confirmed: w.options.Confirmed || !w.foreign,
	})
	var ended *connector.WaitError
	if errors.As(err, &ended) {
		told.Aborted, err = ended.Aborted, ended.AbortErr
	}
	if err != nil {
		o := w.objectOf(err, w.call)
		told.Error = &o
	}
	return told
}
