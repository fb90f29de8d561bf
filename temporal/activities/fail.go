package activities

import (
	"context"
	"errors"
	"net/http"
	"time"

	"go.temporal.io/sdk/temporal"

	connector "github.com/actionctl/connector"
)

// failed is the error that a workflow gets for one of a call: the object that all front
// ends give, as the detail of an application error whose type is its category. again is
// whether another attempt makes sense and does no harm.
func (a *Activities) failed(err error, call connector.Call, again bool) error {
	return a.told(a.objectOf(err, call), again)
}

// told is an error object as the error of an activity.
func (a *Activities) told(o connector.ErrorObject, again bool) error {
	if o.InDoubt && !again {
		o.Category = connector.CategoryUnknown // whatever broke: this is what the workflow has to decide about
	}
	o.Retryable = again
	if !again {
		o.RetryAfter = 0
	}
	return temporal.NewApplicationErrorWithOptions(o.Message, o.Category, temporal.ApplicationErrorOptions{
		NonRetryable:   !again,
		Details:        []any{o},
		NextRetryDelay: time.Duration(o.RetryAfter) * time.Second,
	})
}

// objectOf describes an error of a call as a workflow may have it.
func (a *Activities) objectOf(err error, call connector.Call) connector.ErrorObject {
	o := connector.NewErrorObject(err, call)
	var own *ownError
	if errors.As(err, &own) {
		o.Code, o.Category, o.Hint, o.Status, o.RequestID = own.code, own.category, own.hint, own.status, own.request
		o.InDoubt = errors.Is(err, connector.ErrUnknownOutcome)
	}
	if kept, there := o.WithoutPlaces(err); there {
		if a.Logger != nil {
			a.Logger.Error("a call of an activity failed", "call", call, "error", err.Error())
		}
		o = kept
	}
	return fitting(o)
}

// failure is the error of an attempt whose call ended in err.
func (t *attempt) failure(ctx context.Context, err error) error {
	again := t.mayRepeat(err)
	if !t.safe && inDoubt(err) {
		return t.failed(&doubtful{err}, t.call, false)
	}
	if again && isCancel(context.Cause(ctx)) {
		return temporal.NewCanceledError()
	}
	if again {
		t.unmark()
	}
	return t.failed(err, t.call, again)
}

// inDoubt reports whether nobody knows what a call did that ended in err.
func inDoubt(err error) bool {
	var api *connector.APIError
	if errors.As(err, &api) && api.Status < http.StatusMultipleChoices {
		return false // it did its work, whatever came of it
	}
	return mayHaveActed(err)
}

// doubtful is an error after which nobody knows whether the service acted.
type doubtful struct{ error }

func (e *doubtful) Unwrap() []error { return []error{e.error, connector.ErrUnknownOutcome} }
