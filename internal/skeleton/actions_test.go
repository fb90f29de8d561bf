package skeleton_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/input"
	"github.com/actionctl/connector/internal/skeleton"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// TestEveryAction fills in what every skeleton leaves empty and checks the result by the
// action's schema.
func TestEveryAction(t *testing.T) {
	reg, types := connector.Builtin(), schema.NewTypes(schema.BuiltinTypes())
	checker := schema.NewChecker(types)
	for _, name := range reg.Names() {
		action, err := reg.Action(name)
		require.NoError(t, err)
		for _, o := range []skeleton.Options{{Depth: skeleton.DefaultDepth}, {Depth: 3, All: true}, {RequiredOnly: true}, {}, {Depth: 99}} {
			text := skeleton.YAML(action, types, o, []string{"heading"})
			params := filled(t, types, action, text)
			valid(t, checker, action, params, text)

			asJSON, err := skeleton.JSON(action, types, o)
			require.NoError(t, err, name)
			require.True(t, json.Valid([]byte(asJSON)), name)
			if !assert.Equal(t, requiredOf(params, types, action), requiredOf(filled(t, types, action, asJSON), types, action), "%s as JSON:\n%s", name, asJSON) {
				return
			}
		}
	}
}

// TestTakingTheSignsAway puts in all that is commented out: what comes of it is the
// skeleton with all fields.
func TestTakingTheSignsAway(t *testing.T) {
	reg, types := connector.Builtin(), schema.NewTypes(schema.BuiltinTypes())
	none := regexp.MustCompile(`; (\{\}|\[\]) for none`)
	sign := regexp.MustCompile(`(?m)^( *)#([^ \n]|  )`)
	for _, name := range reg.Names() {
		action, err := reg.Action(name)
		require.NoError(t, err)
		o := skeleton.Options{Depth: skeleton.DefaultDepth}
		text := none.ReplaceAllString(skeleton.YAML(action, types, o, nil), "")
		for sign.MatchString(text) {
			text = sign.ReplaceAllString(text, "$1$2")
		}
		o.All = true
		if !assert.Equal(t, none.ReplaceAllString(skeleton.YAML(action, types, o, nil), ""), text, name) {
			return
		}
	}
}

func read(t *testing.T, types *schema.Types, action *registry.Action, text string) map[string]any {
	t.Helper()
	parsed, err := input.Parse(action.Name, []byte(text))
	require.NoError(t, err, text)
	v, err := parsed.Value(types, func() schema.Document { return action.ParamsSchema() })
	require.NoError(t, err, text)
	if v == nil { // all is commented out
		return map[string]any{}
	}
	params, ok := v.(map[string]any)
	require.True(t, ok, text)
	return params
}

func filled(t *testing.T, types *schema.Types, action *registry.Action, text string) map[string]any {
	t.Helper()
	v := fill(types, schema.Document(action.ParamsSchema()), read(t, types, action, text))
	return v.(map[string]any)
}

// fill puts examples where something required is empty, and nowhere else.
func fill(types *schema.Types, doc schema.Document, v any) any {
	doc = types.Resolve(doc)
	switch v := v.(type) {
	case map[string]any:
		required, _ := doc["required"].([]any)
		for name, member := range v {
			child, _ := types.Child(doc, name)
			if member == nil && slices.Contains(required, any(name)) {
				v[name] = types.Example(child, name, false)
				continue
			}
			v[name] = fill(types, child, member)
		}
	case []any:
		for i, item := range v {
			child, _ := types.Child(doc, strconv.Itoa(i))
			v[i] = fill(types, child, item)
		}
	}
	return v
}

func valid(t *testing.T, checker *schema.Checker, action *registry.Action, params map[string]any, text string) {
	t.Helper()
	if body := action.Body; body != nil && !body.IsJSON() {
		params = maps.Clone(params)
		params[registry.BodyParam] = ""
	}
	problems, err := checker.Check(action.Name, func() schema.Document { return action.ParamsSchema() }, params, schema.Strict)
	require.NoError(t, err)
	require.Empty(t, problems, "%s\n%s", action.Name, text)
}

// requiredOf are the names at the top and in the body that are required and there.
func requiredOf(params map[string]any, types *schema.Types, action *registry.Action) []string {
	doc := schema.Document(action.ParamsSchema())
	var names []string
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if list, _ := doc["required"].([]any); slices.Contains(list, any(name)) {
			names = append(names, name)
		}
	}
	body, _ := types.Child(doc, registry.BodyParam)
	list, _ := types.Resolve(body)["required"].([]any)
	data, _ := params[registry.BodyParam].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(data)) {
		if slices.Contains(list, any(name)) {
			names = append(names, strings.Join([]string{registry.BodyParam, name}, "."))
		}
	}
	return names
}
