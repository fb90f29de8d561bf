package connector_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/schema"
)

// What went wrong decides what to do next.
func ExampleConnector_Do_errors() {
	c, ctx := sandboxed(), context.Background()
	try := func(call connector.Call) string {
		_, err := c.Do(ctx, call)
		var invalid *schema.Error
		var answer *connector.APIError
		var noAnswer *connector.SendError
		switch {
		case err == nil:
			return "done"
		case errors.As(err, &invalid): // refused before sending: invalid.Problems has them all
			return fmt.Sprintf("%d wrong: %s", len(invalid.Problems), invalid.Problems[0].Pointer)
		case errors.Is(err, connector.ErrRefused): // by the connection's policy; nothing was sent
			return "not allowed here"
		case errors.Is(err, connector.ErrNotFound): // the service's answer, by its meaning
			return "not there"
		case errors.As(err, &answer): // any other answer that means failure
			return fmt.Sprintf("%d %s (request %s)", answer.Status, answer.Code, answer.RequestID)
		case errors.As(err, &noAnswer) && !noAnswer.Unsent: // whether the service acted is not known
			return "look whether it was done"
		}
		return err.Error()
	}
	fmt.Println(try(connector.Call{Connection: "sandbox", Action: "get_api_2_2_jobs_get", Params: map[string]any{"job_id": 1}}))
	fmt.Println(try(connector.Call{Connection: "sandbox", Action: "get_api_2_2_jobs_get", Params: map[string]any{"job_id": 99}}))
	fmt.Println(try(connector.Call{Connection: "sandbox", Action: "get_api_2_2_jobs_get", Params: map[string]any{"job_id": "x"}}))
	// Output:
	// done
	// not there
	// 1 wrong: /job_id
}

// A deadline of the context or of the call ends its attempts and the pauses between them.
func ExampleConnector_Do() {
	c, ctx := sandboxed(), context.Background()
	res, err := c.Do(ctx, connector.Call{
		Connection:     "sandbox",
		Action:         "post_api_2_2_jobs_run_now",
		Params:         map[string]any{"data": map[string]any{"job_id": 1}},
		Timeout:        30 * time.Second,
		IdempotencyKey: "nightly-2026-01-31", // the same key again is the same run, not a second one
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(res.Status, len(res.Attempts))
	// Output: 200 1
}
