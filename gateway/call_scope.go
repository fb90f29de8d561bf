package gateway

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/spelling"
	"github.com/actionctl/connector/registry"
)

// seesAction tells whether an action exists for the caller.
func (x *exchange) seesAction(name string) bool {
	return x.g.options.Tokens == nil || x.who.SeesAction(name)
}

// actionOf finds an action that the caller sees.
func (x *exchange) actionOf(name string) (*registry.Action, error) {
	if name == "" {
		return nil, refuse(http.StatusBadRequest, "BAD_BODY", "action is missing: name one of GET /v1/actions")
	}
	return x.g.options.Connector.Registry().ActionAmong(harmless(name), x.seesAction)
}

// known refuses a connection or an action that the caller does not see. A refusal is in
// the audit.
func (x *exchange) known(connection, action string) error {
	_, err := x.actionOf(action)
	if err == nil {
		_, err = x.connectionOf(connection)
	}
	if err != nil {
		x.note(connection, action, err)
	}
	return err
}

// connectionOf finds the name of a connection that the caller sees; "" is the default one.
func (x *exchange) connectionOf(name string) (string, error) {
	if name == "" {
		return x.defaultConnection()
	}
	if x.sees(name) {
		_, err := x.g.options.Connector.ConnectionInfo(name)
		if !errors.Is(err, connector.ErrUnknownConnection) {
			return name, err
		}
	}
	names := x.connectionNames()
	name = harmless(name)
	return "", fmt.Errorf("%w %q%s; there are: %s", connector.ErrUnknownConnection, name, spelling.DidYouMean(name, names), spelling.Listed(names))
}

// defaultConnection is the only one that the token names, or that the gateway serves, or
// else the connector's default; if it is there and the caller sees it.
func (x *exchange) defaultConnection() (string, error) {
	fallback, err := x.g.options.Connector.DefaultConnection()
	if err != nil {
		fallback = ""
	}
	name := cmp.Or(onlyOne(x.who.Scope.Connections), onlyOne(x.g.options.Connections), fallback)
	if name != "" && x.sees(name) {
		_, err := x.g.options.Connector.ConnectionInfo(name)
		if !errors.Is(err, connector.ErrUnknownConnection) {
			return name, err
		}
	}
	return "", refuse(http.StatusBadRequest, "NO_CONNECTION",
		"the call names no connection, and none is the default here; name one of: %s", spelling.Listed(x.connectionNames()))
}

// onlyOne is the one name that globs can match, if there is just one.
func onlyOne(globs []string) string {
	if len(globs) != 1 || strings.ContainsAny(globs[0], `*?[\`) {
		return ""
	}
	return globs[0]
}

// connectionNames are those that the caller sees. A file that cannot be read has none.
func (x *exchange) connectionNames() []string {
	names, _ := x.g.options.Connector.Connections()
	return slices.DeleteFunc(names, func(name string) bool { return !x.sees(name) })
}
