package durable

import (
	"cmp"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/contract"
)

// Options say where the activities of this package run. The zero value works.
type Options struct {
	// Connection of calls that name none. Objects are read by its workers.
	Connection string
	// TaskQueue is the queue of the workers of a connection; nil is contract.TaskQueue.
	// It gives the same for the same connection always. Calls without a connection go to
	// the queue of the workflow.
	TaskQueue func(connection string) string
}

type optionsKey struct{}

// WithOptions sets the options of what is run with the context.
func WithOptions(ctx workflow.Context, o Options) workflow.Context {
	return workflow.WithValue(ctx, optionsKey{}, o)
}

func optionsOf(ctx workflow.Context) Options {
	o, _ := ctx.Value(optionsKey{}).(Options)
	return o
}

// Of an attempt of which no heartbeat came for so long nobody expects an end.
const heartbeat = 30 * time.Second

// How long an attempt may take. A worker that is lost is found out by its heartbeats, so
// these are only for one that neither ends nor dies.
const (
	oneCall = time.Hour
	wait    = 7 * 24 * time.Hour
	listing = 6 * time.Hour
	batch   = 24 * time.Hour
	reading = 5 * time.Minute
	// afterWork is for what is asked when work has ended.
	afterWork = 15 * time.Minute
)

// Between two attempts. The service's own word goes before them.
const (
	firstPause   = time.Second
	growth       = 2
	longestPause = time.Minute
)

// activity is the context of an activity on a connection: what the workflow's author set
// stays, the rest gets its default.
func activity(ctx workflow.Context, connection, summary string, attempt time.Duration) workflow.Context {
	a := workflow.GetActivityOptions(ctx)
	if own := workflow.GetInfo(ctx).TaskQueueName; a.TaskQueue == "" || a.TaskQueue == own {
		a.TaskQueue = queue(ctx, connection, own)
	}
	if a.StartToCloseTimeout == 0 {
		a.StartToCloseTimeout = attempt
		if a.ScheduleToCloseTimeout > 0 {
			a.StartToCloseTimeout = min(attempt, a.ScheduleToCloseTimeout)
		}
	}
	a.HeartbeatTimeout = cmp.Or(a.HeartbeatTimeout, min(heartbeat, a.StartToCloseTimeout))
	a.Summary = cmp.Or(a.Summary, summary)
	if a.RetryPolicy == nil {
		a.RetryPolicy = &temporal.RetryPolicy{InitialInterval: firstPause, BackoffCoefficient: growth, MaximumInterval: longestPause}
	}
	a.WaitForCancellation = true
	return workflow.WithActivityOptions(ctx, a)
}

func queue(ctx workflow.Context, connection, own string) string {
	if connection == "" {
		return own
	}
	if q := optionsOf(ctx).TaskQueue; q != nil {
		return q(connection)
	}
	return contract.TaskQueue(connection)
}
