//go:build e2e && unix

package e2e

import (
	"crypto/rand"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/temporal/contract"
)

// site is a service, the wire to it and a connection that nothing else uses.
type site struct {
	*wire
	connection string
	temporal   string // address of the server whose workers it has
	url        string // of the wire's near end
	direct     *connector.Connector
}

// queue is the task queue of the site's connection.
func (s *site) queue() string { return contract.TaskQueue(s.connection) }

// sandboxed is a site with a sandbox behind its wire. A state lasts so many polls.
func sandboxed(t *testing.T, polls int) *site {
	t.Helper()
	box, err := sandbox.Open(sandbox.Config{Registry: connector.Builtin(), Seeds: -1, Polls: polls})
	require.NoError(t, err)
	return siteOf(t, box, box.Connection())
}

func siteOf(t *testing.T, service http.Handler, direct connection.Connection) *site {
	t.Helper()
	w, url := openWire(t, service)
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"direct": direct},
		Getenv:      func(string) string { return "" }, // no other workspace is in reach
	})
	require.NoError(t, err)
	return &site{wire: w, temporal: temporalAddress, connection: "site-" + strings.ToLower(rand.Text()[:8]), url: url, direct: c}
}

// must runs an action past the wire and returns its answer.
func (s *site) must(t *testing.T, action string, params map[string]any) map[string]any {
	t.Helper()
	res, err := s.direct.Do(t.Context(), connector.Call{Connection: "direct", Action: action, Params: params})
	require.NoError(t, err)
	var answer map[string]any
	require.NoError(t, res.Decode(&answer))
	return answer
}

// all are the items of a list, read past the wire.
func (s *site) all(t *testing.T, action string, params map[string]any) []map[string]any {
	t.Helper()
	var items []map[string]any
	for item, err := range s.direct.Items(t.Context(), connector.Call{Connection: "direct", Action: action, Params: params}) {
		require.NoError(t, err)
		items = append(items, item.(map[string]any))
	}
	return items
}
