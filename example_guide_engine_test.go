package connector_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

// step is what a workflow engine keeps of one step, where a crash does not reach it.
type step struct {
	key    string            // made once, the same in every attempt
	handle string            // of the work, once it was saved
	save   func(word string) // keeps the handle
}

// refresh is a step that starts a job and waits for its end. The engine may run it again
// at any time: after a crash, on another machine.
func refresh(ctx context.Context, c *connector.Connector, s *step) (state string, err error) {
	o := connector.WaitOptions{OnProgress: func(p connector.Progress) { s.save(p.Handle.String()) }}
	var done *connector.Finished
	if s.handle == "" { // the first attempt, or one that ended before it could save anything
		done, err = c.Wait(ctx, connector.Call{
			Connection:     "prod",
			Action:         "post_api_2_2_jobs_run_now",
			Params:         map[string]any{"data": map[string]any{"job_id": 1}},
			IdempotencyKey: s.key, // of the run and the step, never of the attempt
		}, o)
	} else {
		var h connector.Handle
		if h, err = connector.ParseHandle([]byte(s.handle)); err == nil {
			done, err = c.WaitFor(ctx, h, o)
		}
	}
	if err != nil {
		return "", err
	}
	return done.State, nil
}

// mayRepeat tells the engine whether to run the step again. The key makes that safe even
// where it is not known what the service did.
func mayRepeat(err error) bool {
	switch connector.NewErrorObject(err, connector.Call{}).Category {
	case connector.CategoryNetwork, connector.CategoryServer, connector.CategoryTimeout,
		connector.CategoryRateLimit, connector.CategoryUnknown, connector.CategoryLocal:
		return true
	}
	return false // it would only fail again
}

// A step that is broken off and run again starts nothing twice.
func ExampleConnector_WaitFor_engine() {
	c, ctx := engineRoom(), context.Background()
	before := jobRuns(ctx, c)

	broken, cancel := context.WithCancel(ctx)
	s := &step{key: "2026-01-31/refresh", save: func(string) { cancel() }} // ends before it is saved
	_, err := refresh(broken, c, s)
	fmt.Println(mayRepeat(err), s.handle == "")

	broken, cancel = context.WithCancel(ctx)
	s.save = func(word string) { s.handle = word; cancel() } // ends behind it
	_, err = refresh(broken, c, s)
	fmt.Println(mayRepeat(err), s.handle == "")

	state, err := refresh(ctx, c, s)
	fmt.Println(state, err, jobRuns(ctx, c)-before)

	_, err = refresh(ctx, c, &step{handle: "damaged"})
	fmt.Println(mayRepeat(err), errors.Is(err, connector.ErrHandle))
	// Output:
	// true true
	// true false
	// TERMINATED <nil> 1
	// false true
}

// engineRoom opens a connector whose prod is a sandbox where work is done at once.
func engineRoom() *connector.Connector {
	box, err := sandbox.Open(sandbox.Config{Registry: connector.Builtin(), Polls: -1})
	if err != nil {
		log.Fatal(err)
	}
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{"prod": box.Connection()}})
	if err != nil {
		log.Fatal(err)
	}
	return c
}

func jobRuns(ctx context.Context, c *connector.Connector) int {
	count := 0
	for _, err := range c.Items(ctx, connector.Call{Connection: "prod", Action: "get_api_2_2_jobs_runs_list"}) {
		if err != nil {
			log.Fatal(err)
		}
		count++
	}
	return count
}
