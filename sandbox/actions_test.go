package sandbox

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

func TestEveryActionAnswersByItsSchema(t *testing.T) {
	types := newBox().types
	checker := schema.NewChecker(types)
	for e := range builtin.All() {
		a, err := builtin.Action(e.Name)
		require.NoError(t, err)
		for form, full := range map[string]bool{"full": true, "required": false} {
			t.Run(e.Name+"/"+form, func(t *testing.T) {
				s := New(builtin, types) // with all of its seeded items
				ps := s.types.Example(schema.Document(a.ParamsSchema()), "", full).(params)
				firstPage(a, ps)
				if a.Body != nil && !a.Body.IsJSON() {
					ps[registry.BodyParam] = "some bytes"
				}
				if emptyInQuery(a, ps) {
					t.Skip("an empty object or list has no form in a query")
				}
				v := checkCall(t, s, checker, a, ps)
				if !full { // filters may leave nothing
					checkLastPage(t, a, v)
				}
			})
		}
	}
}

func emptyInQuery(a *registry.Action, ps params) bool {
	for _, p := range a.Params {
		if v, given := ps[p.Name]; given && p.In == registry.InQuery && hasEmpty(v) {
			return true
		}
	}
	return false
}

func hasEmpty(v any) bool {
	switch v := v.(type) {
	case params:
		for _, member := range v {
			if hasEmpty(member) {
				return true
			}
		}
		return len(v) == 0
	case []any:
		return len(v) == 0
	}
	return false
}

func checkCall(t *testing.T, s *Sandbox, checker *schema.Checker, a *registry.Action, ps params) (v any) {
	w := serve(s, encode(t, a.Name, ps))
	require.Contains(t, []int{http.StatusOK, http.StatusPartialContent}, w.Code, w.Body)
	assert.NotEmpty(t, w.Header().Get("X-Request-Id"))
	switch {
	case a.Method == http.MethodHead:
		assert.Empty(t, w.Body.Bytes())
	case a.Response == nil:
		assert.JSONEq(t, `{}`, w.Body.String())
	case w.Header().Get("Content-Type") == registry.JSONContent:
		var err error
		v, err = schema.Decode(w.Body.Bytes())
		require.NoError(t, err)
		problems, err := checker.Check(a.Name, func() schema.Document { return schema.Document(a.Response.Schema) }, v, schema.Strict)
		require.NoError(t, err)
		assert.Empty(t, problems)
	default:
		assert.NotEmpty(t, w.Body.Bytes())
	}
	if a.Response != nil {
		for _, name := range a.Response.Headers {
			assert.NotEmpty(t, w.Header().Get(name), name)
		}
	}
	return v
}

func checkLastPage(t *testing.T, a *registry.Action, v any) {
	p := a.Paginate
	if p == nil || p.Style == registry.PageOffset || p.Follow != nil || a.Method == http.MethodGet && strings.Contains(a.Path, "/chunks/") {
		return
	}
	for _, read := range []string{p.Read, p.ReadElse, p.NextRequest} {
		if read != "" {
			got, _ := valueAt(v, dotted(read))
			assert.Contains(t, []any{nil, ""}, got, read)
		}
	}
	if p.Items != "" {
		assert.NotEmpty(t, at(t, v, p.Items), p.Items)
	}
}
