package main

import (
	"context"
	"net/http"
	"sync"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/schema"
)

// sandboxConnection is the connection that runs in this process. The sandbox is opened
// by the first call: other connections need not wait for it, nor fail with it.
func (a *app) sandboxConnection(reg registry.Registry, types *schema.Types) connection.Connection {
	opened := sync.OnceValues(func() (connection.Connection, error) {
		box, err := a.openSandbox(reg, types)
		if err != nil {
			return connection.Connection{}, err
		}
		return box.Connection(), nil
	})
	return connection.Connection{
		Name: sandboxName, Host: sandbox.Host, Source: "sandbox",
		Auth: connection.AuthFunc(func(ctx context.Context, fresh bool) (http.Header, error) {
			conn, err := opened()
			if err != nil {
				return nil, err
			}
			return conn.Auth.Headers(ctx, fresh)
		}),
		Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			conn, err := opened()
			if err != nil {
				return nil, err
			}
			return conn.Transport.RoundTrip(r)
		}),
	}
}

// roundTrip is a function that carries requests.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
