package main

import (
	"fmt"
	"time"

	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/worker"

	"github.com/actionctl/connector/temporal/internal/fleet"
)

// maxPolls is how many tasks of a queue are asked for at once. One answers within some ten
// milliseconds, so that these are hundreds a second.
const maxPolls = 20

// worker makes the worker of a queue.
func (w *crew) worker(q fleet.Queue) (fleet.Worker, error) {
	a, err := w.activities(q.Connection)
	if err != nil {
		return nil, err
	}
	held := newLeash(w.base, &w.cutOff)
	one := worker.New(w.client, q.Name, w.options(q, held))
	a.Register(one)
	return &bounded{one, held, w.flags.drain}, nil
}

// lastWords is how long activities that were cut off may take to tell Temporal so.
const lastWords = 3 * time.Second

func (w *crew) options(q fleet.Queue, held *leash) worker.Options {
	return worker.Options{
		TaskQueueActivitiesPerSecond:       q.Rate,
		MaxConcurrentActivityExecutionSize: w.flags.activities,
		// Few polls while little happens, as a process may serve many connections.
		ActivityTaskPollerBehavior: worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{MaximumNumberOfPollers: maxPolls}),
		DisableWorkflowWorker:      true,
		WorkerStopTimeout:          w.flags.drain + lastWords,
		Interceptors:               []interceptor.WorkerInterceptor{w.account.Of(q.Connection), held},
		OnFatalError: func(err error) {
			select {
			case w.fatal <- fmt.Errorf("task queue %s cannot be served any more: %w", q.Name, err):
			default: // another one is told already
			}
		},
	}
}
