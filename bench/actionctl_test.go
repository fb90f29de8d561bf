package bench

import (
	"context"
	"net/http"
	"testing"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

func open(tb testing.TB, host string, transport http.RoundTripper) *connector.Connector {
	tb.Helper()
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"w": {Host: host, Auth: connection.StaticToken(secret), Transport: transport},
	}})
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func actionctl(tb testing.TB, host string, transport http.RoundTripper) contender {
	tb.Helper()
	c := open(tb, host, transport)
	run := func(action string, params map[string]any) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := c.RunAction(ctx, "w", action, params)
			return err
		}
	}
	return contender{
		name:   "actionctl",
		get:    run(getAction, map[string]any{"cluster_id": clusterID}),
		list:   run(listAction, map[string]any{"limit": 25}),
		create: run(createAction, map[string]any{"data": values(creation())}),
		decoded: func(ctx context.Context) error {
			res, err := c.RunAction(ctx, "w", listAction, map[string]any{"limit": 25})
			if err != nil {
				return err
			}
			_, err = res.Data()
			return err
		},
	}
}
