package main

import (
	"context"
	"net/http"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/schema"
)

// sandboxConnection is the connection that runs in this process. Of a sandbox that
// cannot be opened, its calls tell: commands that do not use it go on.
func (a *app) sandboxConnection(reg registry.Registry, types *schema.Types) connection.Connection {
	box, err := a.openSandbox(reg, types)
	if err != nil {
		unopened := connection.AuthFunc(func(context.Context, bool) (http.Header, error) { return nil, err })
		return connection.Connection{Name: sandboxName, Host: sandbox.Host, Auth: unopened, Source: "embedded"}
	}
	return box.Connection()
}
