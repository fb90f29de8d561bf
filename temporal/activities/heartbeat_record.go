package activities

import (
	"context"
	"errors"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
)

const (
	// longestInterval is the longest time between heartbeats, as it is that of the SDK: a
	// cancellation comes with the answer to one. untimed is where no timeout asks for any.
	longestInterval = time.Minute
	untimed         = 15 * time.Second
	// recordTime bounds one heartbeat, its repeats included.
	recordTime = 10 * time.Second
)

// errNoHeartbeats is the error of details that cannot be written.
var errNoHeartbeats = errors.New("the heartbeats of the activity have ended")

// intervalOf leaves room for two heartbeats that do not arrive.
func intervalOf(info activity.Info) time.Duration {
	if info.HeartbeatTimeout <= 0 {
		return untimed
	}
	return min(max(info.HeartbeatTimeout/3, time.Millisecond), longestInterval)
}

// service is who takes heartbeats.
type service interface {
	RecordActivityHeartbeatWithOptions(ctx context.Context, o client.RecordActivityHeartbeatOptions) error
}

// serviceKey leads to another service than that of the worker; tests have one.
type serviceKey struct{}

func serviceOf(ctx context.Context) service {
	if s, ok := ctx.Value(serviceKey{}).(service); ok {
		return s
	}
	return activity.GetClient(ctx)
}

// recorder sends heartbeats. What it returns is Temporal's answer.
func (a *Activities) recorder(ctx context.Context, info activity.Info) func(details any) error {
	if a.TestEnvironment {
		return func(details any) error {
			activity.RecordHeartbeat(ctx, detailsOf(details)...)
			return nil
		}
	}
	return func(details any) error {
		ctx, stop := context.WithTimeout(ctx, max(recordTime, info.HeartbeatTimeout/2))
		defer stop()
		o := client.RecordActivityHeartbeatOptions{
			TaskToken: info.TaskToken, Namespace: info.Namespace, WorkflowID: info.WorkflowExecution.ID,
			ActivityType: info.ActivityType.Name, TaskQueue: info.TaskQueue,
		}
		if info.WorkflowType != nil {
			o.WorkflowType = info.WorkflowType.Name
		}
		o.Details = detailsOf(details)
		return serviceOf(ctx).RecordActivityHeartbeatWithOptions(ctx, o)
	}
}

// detailsOf are the details of a heartbeat that may have none.
func detailsOf(details any) []any {
	if details == nil {
		return nil
	}
	return []any{details}
}

// isTaken reports whether Temporal kept the details of a heartbeat that it answered with
// err: it does so before it says that somebody wants the attempt to end.
func isTaken(err error) bool {
	return err == nil || isCancel(err) || errors.Is(err, activity.ErrActivityPaused) || errors.Is(err, activity.ErrActivityReset)
}

// isOver reports whether Temporal's answer to a heartbeat ends the attempt.
func isOver(err error) bool {
	var gone *serviceerror.NotFound
	var namespace *serviceerror.NamespaceNotFound
	return err != nil && isTaken(err) || errors.As(err, &gone) || errors.As(err, &namespace)
}

// isCancel reports whether somebody cancelled the activity.
func isCancel(err error) bool {
	var cancelled *temporal.CanceledError
	return errors.As(err, &cancelled)
}

// tellSDK makes the SDK ask what was answered here: it takes a result for that of a
// cancelled activity only where it has heard of the cancellation itself.
func (h *heartbeats) tellSDK(ctx context.Context, cause error) {
	if !isCancel(cause) {
		return
	}
	h.mu.Lock()
	details := h.details
	h.mu.Unlock()
	activity.RecordHeartbeat(ctx, details)
}

// recall is what the heartbeats of an earlier attempt said last; the zero value where
// there was none, or none that said anything.
func recall[T any](ctx context.Context) (T, error) {
	var details T
	if !activity.HasHeartbeatDetails(ctx) {
		return details, nil
	}
	err := activity.GetHeartbeatDetails(ctx, &details)
	return details, err
}
