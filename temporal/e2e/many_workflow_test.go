//go:build e2e && unix

package e2e

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// lot is the activities of one workflow of many.
type lot struct {
	Queue string
	Name  string // begins the names of what is made
	Job   int64  // to run
	Size  int
	Only  *int `json:",omitempty"` // the only kind of its calls
	// Heartbeat is how soon a worker that is gone is missed; 0 is soon enough for one that
	// has much to do.
	Heartbeat time.Duration
}

// The kinds of calls in a lot, one after the other.
const (
	byToken     = iota // a run of a job
	followed           // a run that is waited for
	undecidable        // a new job
	reading            // a list
	kinds
)

// outcome is how one activity ended, and what it made.
type outcome struct {
	Kind  int
	Name  string `json:",omitempty"`
	Run   int64  `json:",omitempty"`
	Error string `json:",omitempty"` // a category
}

// many runs a lot of activities at the same time and gives the outcome of each.
func many(ctx workflow.Context, l lot) ([]outcome, error) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue:           l.Queue,
		StartToCloseTimeout: 2 * time.Minute,
		HeartbeatTimeout:    cmp.Or(l.Heartbeat, 15*time.Second),
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: 200 * time.Millisecond, MaximumInterval: 2 * time.Second},
	})
	futures := make([]workflow.Future, l.Size)
	for i := range futures {
		futures[i] = l.start(ctx, i)
	}
	out := make([]outcome, l.Size)
	for i, f := range futures {
		var err error
		if out[i], err = l.outcome(ctx, i, f); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (l lot) start(ctx workflow.Context, i int) workflow.Future {
	switch l.kind(i) {
	case byToken:
		return workflow.ExecuteActivity(ctx, contract.RunAction, running(l.Job))
	case followed:
		return workflow.ExecuteActivity(ctx, contract.WaitAction, following(l.Job))
	case undecidable:
		return workflow.ExecuteActivity(ctx, contract.RunAction, creating(l.name(i)))
	}
	list := contract.Call{Action: listJobs, Params: contract.Values{"limit": 1}}
	return workflow.ExecuteActivity(ctx, contract.RunAction, list)
}

func (l lot) kind(i int) int {
	if l.Only != nil {
		return *l.Only
	}
	return i % kinds
}

func (l lot) name(i int) string { return fmt.Sprintf("%s-%d", l.Name, i) }

func (l lot) outcome(ctx workflow.Context, i int, f workflow.Future) (outcome, error) {
	o := outcome{Kind: l.kind(i)}
	if o.Kind == undecidable {
		o.Name = l.name(i)
	}
	var res struct{ Data json.RawMessage } // of a Result, and of a Finished
	err := f.Get(ctx, &res)
	var app *temporal.ApplicationError
	if errors.As(err, &app) {
		o.Error = app.Type()
		return o, nil
	}
	if err != nil {
		return o, err
	}
	var made struct {
		Run int64 `json:"run_id"`
	}
	if err := json.Unmarshal(res.Data, &made); err != nil {
		return o, err
	}
	o.Run = made.Run
	return o, nil
}

// allowed says whether a call may end in an error of a category: what may have been done
// and cannot be repeated is in doubt, and nothing else fails.
func (o outcome) allowed() bool {
	return o.Error == "" || o.Kind == undecidable && o.Error == connector.CategoryUnknown
}
