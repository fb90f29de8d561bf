package activities

import (
	"context"
	"errors"
	"math"
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

// longestDelay bounds what a service may ask for: a date that is years ahead is a mistake.
const longestDelay = time.Hour

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
		NextRetryDelay: min(time.Duration(min(o.RetryAfter, math.MaxInt32))*time.Second, longestDelay),
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
	whole := error(nil) // of what the workflow gets a part
	if own != nil {
		whole = own.whole
	}
	if kept, there := o.WithoutPlaces(err); there {
		o, whole = kept, err
	}
	if whole != nil && a.Logger != nil {
		a.Logger.Error("a call of an activity failed", "call", call, "error", whole.Error())
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
