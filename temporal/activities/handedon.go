package activities

import (
	"errors"
	"fmt"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"

	connector "github.com/actionctl/connector"
)

// handedOn is the error of an attempt that was told to end, so that another one goes on
// from here at once. It is no failure, and not logged as one.
func (t *attempt) handedOn(why error, state, handle string) error {
	o := connector.ErrorObject{
		Code: "ATTEMPT_OVER", Category: connector.CategoryLocal, Retryable: true,
		Action: t.call.Action, Connection: t.call.Connection, State: state, Handle: handle,
		Message: fmt.Sprintf("%s: the attempt was ended: %v", t.call.Action, why),
	}
	if errors.Is(why, errStopping) || errors.Is(why, worker.ErrWorkerShutdown) {
		o.Code, o.Message = "WORKER_STOPPING", t.call.Action+": "+errStopping.Error()+"; another one goes on"
	}
	return temporal.NewApplicationErrorWithOptions(o.Message, o.Category, temporal.ApplicationErrorOptions{
		Details: []any{fitting(o)}, NextRetryDelay: time.Millisecond, Category: temporal.ApplicationErrorCategoryBenign,
	})
}
