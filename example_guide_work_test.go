package connector_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"slices"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

// prompt opens a connector with an embedded workspace whose work is done at once.
func prompt(outcomes map[string]string) *connector.Connector {
	box, err := sandbox.Open(sandbox.Config{Registry: connector.Builtin(), Polls: -1, Outcomes: outcomes})
	if err != nil {
		log.Fatal(err)
	}
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"sandbox": box.Connection()},
	})
	if err != nil {
		log.Fatal(err)
	}
	return c
}

// A list is ranged over; pages are read as they are needed.
func ExampleConnector_Items() {
	c, ctx := sandboxed(), context.Background()
	show := func() error {
		for item, err := range c.Items(ctx, connector.Call{Connection: "sandbox", Action: "get_api_2_2_jobs_list"}) {
			if err != nil {
				return err
			}
			job := item.(map[string]any)
			fmt.Println("job", job["job_id"])
		}
		return nil
	}
	if err := show(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// job 3
	// job 2
	// job 1
}

// Work that goes on after the answer is waited for.
func ExampleConnector_Wait_outcomes() {
	c, ctx := prompt(map[string]string{"post_api_2_2_jobs_run_now": "TERMINATED/FAILED"}), context.Background()
	run := connector.Call{
		Connection: "sandbox",
		Action:     "post_api_2_2_jobs_run_now",
		Params:     map[string]any{"data": map[string]any{"job_id": 1}},
	}
	done, err := c.Wait(ctx, run, connector.WaitOptions{
		Timeout:       time.Hour,
		AbortOnCancel: true, // when ctx ends, cancel the run as well
		OnProgress:    func(p connector.Progress) { log.Println(p.State, p.Message) },
	})
	var failed *connector.WaitError
	switch {
	case err == nil:
		fmt.Println(done.State, done.Resource)
	case errors.Is(err, connector.ErrFailed) && errors.As(err, &failed): // the work itself failed
		fmt.Println(failed.State, failed.Result, len(failed.Parts) > 0)
	default: // it may go on: WaitFor with the handle of the *WaitError waits again
		fmt.Println(err)
	}
	// Output: TERMINATED FAILED true
}

// Many calls run at once, over the same clients and within the same limits.
func ExampleConnector_RunBatch() {
	c, ctx := sandboxed(), context.Background()
	var calls []connector.BatchCall
	for _, name := range []string{"bronze", "silver", "gold"} {
		calls = append(calls, connector.BatchCall{ID: name, Call: connector.Call{
			Connection: "sandbox",
			Action:     "post_api_2_1_unity_catalog_schemas",
			Params:     map[string]any{"data": map[string]any{"catalog_name": "example-name", "name": name}},
		}})
	}
	for r := range c.RunBatch(ctx, slices.Values(calls), connector.BatchOptions{Concurrency: 4, Ordered: true}) {
		fmt.Println(r.ID, r.Outcome, r.Status)
	}
	// Output:
	// bronze done 200
	// silver done 200
	// gold done 200
}
