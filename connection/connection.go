package connection

import (
	"context"
	"net/http"
	"time"
)

// Connection is one workspace and how to reach it. The zero value of every field
// but Host works.
type Connection struct {
	// Name is how callers ask for it.
	Name string
	// Host is the workspace's URL, such as https://my.cloud.databricks.com. A
	// missing scheme means https; a path, a query and a fragment are dropped.
	Host string
	// WorkspaceID is sent as X-Databricks-Workspace-Id when it is known.
	WorkspaceID string
	// Token returns the bearer token. It is called for every attempt, from many
	// goroutines, and does its own caching. Nil sends no credentials.
	Token func(context.Context) (string, error)
	// Transport carries the requests; nil means a pool of this connection's own. It
	// is how an embedded sandbox or a test stands in for a workspace.
	Transport http.RoundTripper
	// Timeout bounds one attempt. Zero means no bound of its own: the caller's
	// context still ends the call.
	Timeout time.Duration
	// AllowUnknown lets fields and enum values pass that the descriptors do not
	// know.
	AllowUnknown bool
	// Source says where the settings came from, for people: "environment",
	// "profile prod of /home/me/.databrickscfg".
	Source string
}

// StaticToken returns the same token every time.
func StaticToken(token string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return token, nil }
}
