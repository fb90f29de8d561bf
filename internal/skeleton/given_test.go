package skeleton_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/skeleton"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// TestWhatWasGivenStandsThere gives every parameter of every action and reads the
// skeleton back.
func TestWhatWasGivenStandsThere(t *testing.T) {
	reg, types := connector.Builtin(), schema.NewTypes(schema.BuiltinTypes())
	for _, name := range reg.Names() {
		action, err := reg.Action(name)
		require.NoError(t, err)
		given := types.Example(schema.Document(action.ParamsSchema()), "params", true).(map[string]any)
		for _, o := range []skeleton.Options{{Depth: 1, Given: given}, {RequiredOnly: true, Given: given}} {
			text := skeleton.YAML(action, types, o, nil)
			if !assert.Equal(t, given, read(t, types, action, text), text) {
				return
			}
		}
		asJSON, err := skeleton.JSON(action, types, skeleton.Options{Given: given})
		require.NoError(t, err)
		assert.Equal(t, given, read(t, types, action, asJSON), name)
	}
}

// odd are texts that YAML or an editor might make something else of.
var odd = []string{
	"", " ", "\n", "a\n", "a\n\n", "\na", " a\nb", "a\n b", "a \nb", "a\n\nb", "a\n\tb", "a\tb", "a\r\nb", "- a\n- b", "# a\n# b", "a: b\nc: d",
	"yes", "null", "~", "12", "1.0", "2026-01-31", "a # b", "'", `"`, `\`, "\\n", "*a", "&a", "!a", "@a", "%a", "{", "[", ": ", "-",
	"\x00", "\x7f", "\u0085", "\u2028", "\ufeff", "\u200e", "é", "😀", "\U000E0001", "<b>&amp;</b>", "---", "...", "---\na", "|", ">-\na",
}

func FuzzText(f *testing.F) {
	for _, s := range odd {
		f.Add(s)
	}
	action := &registry.Action{Name: "x", Params: []registry.Param{{Name: "text", In: registry.InQuery}}}
	types := schema.NewTypes()
	f.Fuzz(func(t *testing.T, s string) {
		if v, problems := schema.Normalize(s); len(problems) > 0 || v != any(s) {
			t.Skip("not UTF-8")
		}
		for _, given := range []any{s, []any{s, map[string]any{s: s}}, map[string]any{s: []any{s}, "a": map[string]any{"b": s}}} {
			params := map[string]any{"text": given}
			text := skeleton.YAML(action, types, skeleton.Options{Given: params}, nil)
			assert.Equal(t, params, read(t, types, action, text), "%q", text)
		}
	})
}

func TestGivenOfAnotherKind(t *testing.T) {
	action, types := clusters(t)
	for _, given := range []map[string]any{
		{"data": "text"},
		{"data": []any{json.Number("1")}},
		{"data": map[string]any{"spark_version": "x", "autoscale": "wide", "brand_new": map[string]any{"a": nil}}, "unknown": true},
		{"data": map[string]any{"spark_version": "x", "autoscale": map[string]any{}, "init_scripts": map[string]any{"s3": json.Number("1")}}},
		{"data": nil},
	} {
		text := skeleton.YAML(action, types, skeleton.Options{Depth: 2, Given: given}, nil)
		assert.Equal(t, given, read(t, types, action, text), text)
	}
}

func TestSecretsThatWereGivenDoNotStandThere(t *testing.T) {
	action, types := clusters(t)
	given := map[string]any{"data": map[string]any{
		"spark_version":  "x",
		"docker_image":   map[string]any{"url": "u", "basic_auth": map[string]any{"username": "me", "password": "hunter2"}},
		"spark_env_vars": map[string]any{"TOKEN": "hunter3"},
	}}
	o := skeleton.Options{Given: given, Hidden: func(steps []string) bool {
		return slices.Contains(steps, "password") || slices.Contains(steps, "TOKEN")
	}}
	text := skeleton.YAML(action, types, o, nil)
	assert.NotContains(t, text, "hunter")
	assert.Contains(t, text, "      password:  # string, a secret, was given: leave it empty to keep it\n")
	assert.Contains(t, text, `      username: "me"`)
	asJSON, err := skeleton.JSON(action, types, o)
	require.NoError(t, err)
	assert.NotContains(t, asJSON, "hunter")
}

func clusters(t *testing.T) (*registry.Action, *schema.Types) {
	t.Helper()
	action, err := connector.Builtin().Action("post_api_2_1_clusters_create")
	require.NoError(t, err)
	return action, schema.NewTypes(schema.BuiltinTypes())
}

// TestTypesInThemselves writes a type that contains itself, which may even require it.
func TestTypesInThemselves(t *testing.T) {
	types := schema.NewTypes(mapFS(`
Node:
  type: object
  required: [next]
  properties: {next: {$ref: /types/x/Node}, other: {$ref: /types/x/Node}, list: {$ref: /types/x/List}}
List: {type: array, items: {$ref: /types/x/List}}
`))
	action := &registry.Action{Name: "x", Body: &registry.Body{Required: true, Content: registry.JSONContent, Schema: registry.Schema{"$ref": "/types/x/Node"}}}
	assert.Equal(t, `data:  # required, object
  next:  # required, object, folded
  #list:  # list of list of list of more
  #other:  # object, folded
`, skeleton.YAML(action, types, skeleton.Options{Depth: 99}, nil))
}
