package sandbox_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/schema"
)

// open is a connector whose only connection is a sandbox. Nothing is repeated, so
// that no test waits.
func open(t testing.TB, cfg sandbox.Config) *connector.Connector {
	t.Helper()
	cfg.Registry = connector.Builtin()
	box, err := sandbox.Open(cfg)
	require.NoError(t, err)
	conn := box.Connection()
	conn.RetryBudget = -1
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"sandbox": conn},
		Getenv:      func(string) string { return "" },
	})
	require.NoError(t, err)
	return c
}

// The connector reads every list to its end, however its pages are cut: the same
// items, each once. The pages are made by code that shares nothing with the code
// that reads them.
func TestTheConnectorReadsEveryList(t *testing.T) {
	whole := open(t, sandbox.Config{Seeds: 5, Polls: -1, PageSize: 100})
	cuts := []*connector.Connector{
		open(t, sandbox.Config{Seeds: 5, Polls: -1, PageSize: 2}),
		open(t, sandbox.Config{Seeds: 5, Polls: -1, PageSize: 2, EmptyPages: 2}),
	}
	n, many := 0, 0
	for e := range whole.Registry().All() {
		a, err := whole.Registry().Action(e.Name)
		require.NoError(t, err)
		if a.Paginate == nil || a.Paginate.Send == "" {
			continue
		}
		n++
		want := itemsOf(t, whole, a)
		if len(want) > 2 {
			many++
		}
		for i, c := range cuts {
			assert.Equal(t, want, itemsOf(t, c, a), "%s, cut %d", a.Name, i+1)
		}
	}
	assert.Equal(t, 107, n)
	assert.Greater(t, many, 90, "lists with more than a page")
}

// itemsOf are the items of a list as text. None comes twice.
func itemsOf(t *testing.T, c *connector.Connector, a *registry.Action) []string {
	t.Helper()
	var items []string
	for item, err := range c.Items(t.Context(), connector.Call{Connection: "sandbox", Action: a.Name, Params: needed(c, a)}) {
		require.NoError(t, err, a.Name)
		text, err := json.Marshal(item)
		require.NoError(t, err)
		if !strings.HasSuffix(a.Name, "_revisions") { // they differ in an etag that they do not show
			assert.False(t, slices.Contains(items, string(text)), "%s: twice: %s", a.Name, text)
		}
		items = append(items, string(text))
	}
	return items
}

// needed are the required parameters of an action.
func needed(c *connector.Connector, a *registry.Action) map[string]any {
	params, _ := c.Types().Example(schema.Document(a.ParamsSchema()), a.Name, false).(map[string]any)
	for _, p := range a.Params {
		if _, given := params[p.Name]; given && p.In == registry.InQuery { // an empty object has no form in a query
			params[p.Name] = c.Types().Example(schema.Document(p.Schema), p.Name, true)
		}
	}
	return params
}
