package gateway

import (
	"log/slog"
	"net/http"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/gateway/token"
)

// Tokens knows who calls by the secret that a request bears. *token.Store is one.
type Tokens interface {
	Verify(secret string) (token.Token, error)
}

// Options say what a gateway serves and to whom.
type Options struct {
	Connector *connector.Connector
	// Tokens are those of the clients; nil means that whoever reaches the gateway may
	// call, which is for loopback only.
	Tokens Tokens
	// Connections are globs of the names that are served at all; empty serves every one.
	Connections []string
	// Gates narrow what any client may run.
	Gates []connector.Gate
	// Hosts are the names under which the gateway may be called, without a port. Those
	// of loopback always may. A request for another host is refused: it comes from a
	// page that has bent a name of its own to this address.
	Hosts []string
	// AnyHost lets every name pass, where a proxy in front of the gateway checks them.
	AnyHost bool
	// Limits bound what clients may ask for.
	Limits Limits
	// Logger gets a record of each request, without parameters; nil means none.
	Logger *slog.Logger
	// Ready tells why the gateway could not serve calls, such as an audit that cannot be
	// written; nil means that it always could.
	Ready func() error
	// Mounts are handlers beside the routes, by their path. They get the same checks of
	// host, origin, token and number of requests; TokenFrom tells them who calls. They
	// bound what they read themselves.
	Mounts map[string]http.Handler
	// OnlyMounts leaves out all routes but those of health and metrics.
	OnlyMounts bool
	// Version is told in the OpenAPI document and the metrics.
	Version string
}
