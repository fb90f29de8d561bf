// Package account counts activities.
package account

import (
	"context"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/interceptor"

	"github.com/actionctl/connector/internal/metrics"
	"github.com/actionctl/connector/registry"
)

// Account is that of all workers of a process.
type Account struct {
	registry registry.Registry
	ended    *metrics.Counter
	duration *metrics.Histogram
	running  *metrics.Level
	now      func() time.Time
}

// durations reach from a call to work that takes days.
var durations = []float64{.01, .05, .1, .5, 1, 5, 10, 30, 60, 300, 1800, 3600, 6 * 3600, 86400}

// New makes an account that tells the set.
func New(set *metrics.Set, reg registry.Registry) *Account {
	return &Account{
		registry: reg, now: time.Now,
		ended:    set.Counter("actionctl_activities_total", "Attempts of activities that ended, by the safety class of their action.", "activity", "connection", "class", "outcome"),
		duration: set.Histogram("actionctl_activity_duration_seconds", "How long attempts of activities took.", durations, "activity", "connection"),
		running:  set.Level("actionctl_activities_in_flight", "Activities that run now."),
	}
}

// Running is how many activities run now.
func (a *Account) Running() int64 { return a.running.Load() }

// Of is what a worker of the connection runs its activities under.
func (a *Account) Of(connection string) interceptor.WorkerInterceptor {
	return &worker{account: a, connection: connection}
}

type worker struct {
	interceptor.WorkerInterceptorBase
	account    *Account
	connection string
}

func (w *worker) InterceptActivity(_ context.Context, next interceptor.ActivityInboundInterceptor) interceptor.ActivityInboundInterceptor {
	i := &inbound{worker: w}
	i.Next = next
	return i
}

type inbound struct {
	interceptor.ActivityInboundInterceptorBase
	*worker
}

// ExecuteActivity runs one attempt.
func (i *inbound) ExecuteActivity(ctx context.Context, in *interceptor.ExecuteActivityInput) (result any, err error) {
	a, info := i.account, activity.GetInfo(ctx)
	began, outcome := a.now(), "panic"
	a.running.Add(1)
	defer func() {
		a.running.Add(-1)
		a.ended.Add(1, info.ActivityType.Name, i.connection, a.class(in.Args), outcome)
		a.duration.Observe(a.now().Sub(began).Seconds(), info.ActivityType.Name, i.connection)
	}()
	result, err = i.Next.ExecuteActivity(ctx, in)
	outcome = outcomeOf(err)
	return result, err
}
