package connector_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
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

// openSandbox is a connector whose only connection is the embedded workspace.
func openSandbox(t testing.TB) *connector.Connector {
	t.Helper()
	box := sandbox.New(connector.Builtin(), nil)
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"sandbox": box.Connection()},
		Getenv:      func(string) string { return "" },
	})
	require.NoError(t, err)
	return c
}

// example makes parameters that the action's schemas accept.
func example(t testing.TB, c *connector.Connector, a *registry.Action, full bool) map[string]any {
	t.Helper()
	params, ok := c.Types().Example(schema.Document(a.ParamsSchema()), a.Name, full).(map[string]any)
	require.True(t, ok)
	for _, p := range a.Params {
		if _, given := params[p.Name]; given && p.In == registry.InQuery && p.Schema["type"] != "string" {
			// an object without fields has no form in a query
			params[p.Name] = c.Types().Example(schema.Document(p.Schema), p.Name, true)
		}
	}
	if p := a.Paginate; p != nil { // a made up page token is refused
		if name, inBody := strings.CutPrefix(p.Send, "data."); !inBody && a.Locate(name) == registry.InQuery {
			delete(params, name)
		} else if body, ok := params["data"].(map[string]any); ok && inBody {
			delete(body, name)
		}
	}
	return params
}

// fresh carries requests to a sandbox that begins anew when it is told to: what one
// action deletes, the next one needs.
type fresh struct {
	types *schema.Types
	box   *sandbox.Sandbox
}

func (f *fresh) begin() { f.box = sandbox.New(connector.Builtin(), f.types) }

func (f *fresh) RoundTrip(r *http.Request) (*http.Response, error) {
	return f.box.Connection().Transport.RoundTrip(r)
}

// The data has a test: one loop over every action.
func TestEveryAction(t *testing.T) {
	box := &fresh{types: schema.NewTypes(schema.BuiltinTypes())}
	box.begin()
	conn := box.box.Connection()
	conn.Transport = box
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"sandbox": conn},
		Getenv:      func(string) string { return "" },
	})
	require.NoError(t, err)
	names := c.Registry().Names()
	require.Len(t, names, 724)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			a, err := c.Registry().Action(name)
			require.NoError(t, err)
			for _, full := range []bool{false, true} {
				box.begin()
				params := example(t, c, a, full)
				plan, err := c.Plan(t.Context(), connector.Call{Connection: "sandbox", Action: name, Params: params})
				require.NoError(t, err)
				assertPlan(t, a, plan)
				res, err := c.RunAction(t.Context(), "sandbox", name, params)
				require.NoError(t, err, "the sandbox takes what the schemas accept")
				assert.Equal(t, 200, res.Status)
				_, err = res.Data()
				require.NoError(t, err)
			}
			assertRefusal(t, c, a)
		})
	}
}

// assertPlan holds a plan to the template: same method, same literal segments, one
// segment a variable.
func assertPlan(t *testing.T, a *registry.Action, plan *connector.Plan) {
	t.Helper()
	assert.Equal(t, a.Method, plan.Method)
	before, _, multi := strings.Cut(a.Path, "{")
	if multi && !strings.HasSuffix(before, "/") { // /api/2.0/fs/files{file_path}
		assert.True(t, strings.HasPrefix(plan.Path, before+"/"))
		return
	}
	want, have := strings.Split(a.Path, "/"), strings.Split(plan.Path, "/")
	require.Len(t, have, len(want))
	for i := range want {
		if !strings.HasPrefix(want[i], "{") {
			assert.Equal(t, want[i], have[i])
		}
	}
	assert.Equal(t, a.Body != nil, plan.Body != nil)
}

// assertRefusal spoils a valid call in every way the action leaves room for: an
// unknown name always, a value of the wrong kind where there is a parameter, a
// missing one where one is required. One message names them all.
func assertRefusal(t *testing.T, c *connector.Connector, a *registry.Action) {
	t.Helper()
	params := example(t, c, a, true)
	params["no_such_name"] = "x"
	wanted := []string{"/no_such_name"}
	missing, wrong := spoil(a, params, c.Types())
	for _, at := range []string{missing, wrong} {
		if at != "" {
			wanted = append(wanted, at)
		}
	}
	_, err := c.RunAction(context.Background(), "sandbox", a.Name, params)
	require.ErrorIs(t, err, connector.ErrInvalid)
	var invalid *schema.Error
	require.ErrorAs(t, err, &invalid)
	pointers := map[string]bool{}
	for _, p := range invalid.Problems {
		pointers[p.Pointer] = true
		assert.NotEmpty(t, p.In)
	}
	for _, at := range wanted {
		assert.True(t, pointers[at], "no problem at %s in:\n%s", at, err)
		assert.Contains(t, err.Error(), at)
	}
}

// spoil takes away one required value and gives another the wrong kind; it returns
// their pointers, "" where the action has none.
func spoil(a *registry.Action, params map[string]any, types *schema.Types) (missing, wrong string) {
	doc := schema.Document(a.ParamsSchema())
	place, prefix := params, ""
	if a.Body != nil && a.Body.IsJSON() {
		body := types.Resolve(schema.Document(a.Body.Schema))
		if properties, _ := body["properties"].(map[string]any); len(properties) > 0 {
			doc, prefix = body, "/data"
			place, _ = params["data"].(map[string]any)
		}
	}
	required, _ := doc["required"].([]any)
	if len(required) > 0 {
		name := required[0].(string)
		delete(place, name)
		missing = prefix + "/" + name
	}
	for _, name := range slices.Sorted(maps.Keys(place)) {
		if name != "no_such_name" && name != "data" && hasKind(doc, name, types) {
			place[name] = []any{[]any{}}
			return missing, prefix + "/" + name
		}
	}
	return missing, ""
}

func hasKind(doc schema.Document, name string, types *schema.Types) bool {
	child, ok := types.Child(doc, name)
	return ok && types.Resolve(child)["type"] != nil && types.Resolve(child)["type"] != "array"
}

// Calls from many goroutines share one connector.
func TestConcurrentCalls(t *testing.T) {
	c := openSandbox(t)
	var calls []connector.Call
	for a := range everyAction(t, c.Registry().Only("get_api_2_*")) {
		calls = append(calls, connector.Call{Connection: "sandbox", Action: a.Name, Params: example(t, c, a, false)})
	}
	errs := make(chan error, len(calls))
	for _, call := range calls {
		go func() {
			res, err := c.Do(context.Background(), call)
			if err == nil {
				_, err = res.Data()
			}
			errs <- err
		}()
	}
	var all error
	for range calls {
		all = errors.Join(all, <-errs)
	}
	require.NoError(t, all)
}
