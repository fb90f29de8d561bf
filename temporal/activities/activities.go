package activities

import (
	"cmp"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"

	"github.com/actionctl/connector/temporal/contract"
)

// Activities are the activities of package contract. They are safe for concurrent use.
type Activities struct {
	Options
}

// New makes activities. Nothing is contacted.
func New(o Options) (*Activities, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	o.MaxPayload = cmp.Or(o.MaxPayload, DefaultMaxPayload)
	return &Activities{o}, nil
}

// Register makes a worker serve the activities under the names of package contract.
func (a *Activities) Register(w worker.ActivityRegistry) {
	for name, f := range map[string]any{
		contract.RunAction:  strictly(a, a.RunAction),
		contract.WaitAction: strictly(a, a.WaitAction),
		contract.ListItems:  strictly(a, a.ListItems),
		contract.RunBatch:   strictly(a, a.RunBatch),
		contract.ReadObject: strictly(a, a.ReadObject),
	} {
		w.RegisterActivityWithOptions(f, activity.RegisterOptions{Name: name})
	}
}
