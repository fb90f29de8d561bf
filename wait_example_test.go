package connector_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

func ExampleConnector_Wait() {
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"sandbox": sandbox.New(connector.Builtin(), nil).Connection(),
	}})
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	call := connector.Call{
		Connection: "sandbox",
		Action:     "post_api_2_1_clusters_create",
		Params:     map[string]any{"data": map[string]any{"spark_version": "15.4.x-scala2.12"}},
	}
	save := func(handle string) { fmt.Println("go on later with", handle) }
	use := func(resource any) { fmt.Println(resource.(map[string]any)["state"]) }

	done, err := c.Wait(ctx, call, connector.WaitOptions{Timeout: time.Hour, Interval: time.Millisecond, AbortOnCancel: true})
	var stopped *connector.WaitError
	switch {
	case errors.Is(err, connector.ErrFailed): // the work failed; a *WaitError has the resource and the parts
	case errors.As(err, &stopped):
		save(stopped.Handle.String()) // ParseHandle and WaitFor go on
	case err == nil:
		use(done.Resource)
	}
	// Output: RUNNING
}
