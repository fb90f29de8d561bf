package connector_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox"
)

// A middleware sees every call: here it counts them, adds a header, and tells of each
// attempt.
func ExampleMiddleware() {
	box := sandbox.New(connector.Builtin(), nil)
	count := 0
	watch := func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			count++
			r.Plan.Header.Set("X-Team", "etl")
			res, err := next(ctx, r)
			for _, attempt := range connector.OutcomeOf(res, err).Attempts {
				fmt.Println(r.Action.Name, attempt.Number, attempt.Status)
			}
			return res, err
		}
	}
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"sandbox": box.Connection()},
		Middleware:  []connector.Middleware{watch},
		Application: "billing/1.4", // names the program in the User-Agent
		Logger:      slog.New(slog.NewTextHandler(os.Stderr, nil)),
		OnRetry:     func(r connector.Retry) { log.Println(r.Action, "again in", r.Attempt.Wait) },
	})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := c.RunAction(context.Background(), "sandbox", "get_api_2_1_clusters_list", nil); err != nil {
		log.Fatal(err)
	}
	fmt.Println(count)
	// Output:
	// get_api_2_1_clusters_list 1 200
	// 1
}

// A program that only reads is given only what reads, by class and by name.
func ExampleConfig_select() {
	c, err := connector.Open(connector.Config{
		Select: func(r registry.Registry) registry.Registry { return r.Only("get_*").Without("*_secrets_*") },
		Connections: map[string]connection.Connection{
			"prod": {Host: "https://my.cloud.databricks.com", Policy: connection.Policy{Mode: connection.ReadOnly}},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	_, err = c.Plan(context.Background(), connector.Call{Connection: "prod", Action: "get_api_2_0_secrets_list"})
	fmt.Println(errors.Is(err, connector.ErrUnknownAction))
	for _, match := range c.Registry().Search("list clusters", 1) {
		fmt.Println(match.Name)
	}
	// Output:
	// true
	// get_api_2_1_clusters_list
}
