package activities

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/schema"
	"github.com/actionctl/connector/temporal/contract"
)

// boxes are workspaces in memory, one after the other: each call finds a new one.
type boxes struct{ now *sandbox.Sandbox }

func (b *boxes) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	if r.Body == nil {
		r.Body = http.NoBody
	}
	b.now.ServeHTTP(w, r)
	return w.Result(), nil
}

func (b *boxes) next(actions ...string) {
	b.now = sandbox.New(connector.Builtin().Only(actions...), nil)
}

// exampleOf is a call of an action with all that it needs, or may have.
func exampleOf(t *testing.T, c *connector.Connector, a *registry.Action, full bool) string {
	t.Helper()
	params, ok := c.Types().Example(schema.Document(a.ParamsSchema()), a.Name, full).(map[string]any)
	require.True(t, ok)
	delete(params, "page_token") // there is none before the first page
	text, err := json.Marshal(map[string]any{"action": a.Name, "params": params})
	require.NoError(t, err)
	return string(text)
}

// empty are the actions whose least parameters are objects and lists without values, which
// have no form in a query.
var empty = []string{
	"delete_api_2_0_lineage_tracking_external_lineage", "delete_api_2_0_vector_search_indexes_by_index_name_delete_data",
	"get_api_2_0_lineage_tracking_external_lineage", "get_api_2_0_marketplace_provider_files",
}

// Every action runs as an activity. A mark goes before those that may do their work twice,
// and before no other.
func TestEveryAction(t *testing.T) {
	_, stores := storeFor(t)
	var box boxes
	a := on(t, &box, stores)
	count, unsafe := 0, 0
	for _, name := range a.Connector.Registry().Names() {
		action, err := a.Connector.Registry().Action(name)
		require.NoError(t, err)
		var s temporalService
		var r contract.Result
		box.next(name)
		if !assert.NoError(t, s.run(t, a, contract.RunAction, exampleOf(t, a.Connector, action, slices.Contains(empty, name)), &r), name) {
			continue
		}
		count++
		assert.NotZero(t, r.Status, name)
		want := []string{}
		if !connector.RepeatOf(action).Always {
			unsafe++
			want = []string{marked}
		}
		assert.Equal(t, want, s.heard(), name)
	}
	assert.Equal(t, 724, count)
	assert.NotZero(t, unsafe)
}

// Every action that starts something can be waited for, and another attempt finds the
// same work.
func TestEveryWait(t *testing.T) {
	count := 0
	for _, name := range connector.Builtin().Names() {
		action, err := connector.Builtin().Action(name)
		require.NoError(t, err)
		if action.Wait == nil {
			continue
		}
		count++
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var box boxes
				box.next("*")
				a := on(t, &box)
				input := exampleOf(t, a.Connector, action, true)
				var s temporalService
				var first, second contract.Finished
				require.NoError(t, s.run(t, a, contract.WaitAction, input, &first))
				require.NotEmpty(t, first.Handle)
				assert.Contains(t, s.heard()[len(s.heard())-1], first.Handle)
				heard := len(s.heard())
				require.NoError(t, s.run(t, a, contract.WaitAction, input, &second))
				assert.Equal(t, first.Handle, second.Handle)
				assert.NotContains(t, s.heard()[heard:], marked, "nothing is started again")
			})
		})
	}
	assert.Equal(t, 54, count)
}
