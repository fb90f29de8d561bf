package gateway

import (
	"encoding/json"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write docs/openapi.json again")

const committedDocument = "../docs/openapi.json"

// The document in docs is the one that the gateway serves.
func TestDocumentIsCurrent(t *testing.T) {
	served := newTestGateway(t).do(t, "GET", "/openapi.json", nil)
	require.Equal(t, 200, served.Status)
	if *update {
		require.NoError(t, os.WriteFile(committedDocument, served.Body, 0o644))
	}
	committed, err := os.ReadFile(committedDocument)
	require.NoError(t, err)
	if string(committed) != string(served.Body) {
		t.Error("docs/openapi.json is stale; run: make generate")
	}
}

func documentOf(t *testing.T, routes []route) document {
	t.Helper()
	text, err := describe(routes, "")
	require.NoError(t, err)
	var d document
	require.NoError(t, json.Unmarshal(text, &d))
	return d
}

// Every route is an operation, and there are no others.
func TestDocumentHasTheRoutes(t *testing.T) {
	routes := New(Options{}).routes()
	d := documentOf(t, routes)
	ids, operations := map[string]bool{}, 0
	for _, of := range d.Paths {
		operations += len(of)
	}
	assert.Equal(t, len(routes), operations)
	for _, r := range routes {
		o, ok := d.Paths[r.Pattern][strings.ToLower(r.Method)]
		if !assert.True(t, ok, "%s %s", r.Method, r.Pattern) {
			continue
		}
		assert.False(t, ids[o.ID], "operationId %s is there twice", o.ID)
		ids[o.ID] = true
		assert.Regexp(t, `^[A-Z].*\.$`, o.Summary, o.ID)
		assert.NotEmpty(t, o.Responses, o.ID)
		for status, response := range o.Responses {
			assert.NotEmpty(t, response.Description, "%s %s", o.ID, status)
		}
		for _, p := range o.Parameters {
			assert.True(t, p.In == "query" && p.Description != "" || p.In == "path" && p.Required, "%s %s", o.ID, p.Name)
		}
		assert.Len(t, o.Parameters, strings.Count(r.Pattern, "{")+len(r.Query), o.ID)
	}
}

var reference = regexp.MustCompile(`"#/components/schemas/([^"]+)"`)

// Every schema that is used is there, and every schema that is there is used.
func TestComponentsAreUsed(t *testing.T) {
	text, err := describe(New(Options{}).routes(), "")
	require.NoError(t, err)
	used := map[string]bool{}
	for _, name := range reference.FindAllSubmatch(text, -1) {
		used[string(name[1])] = true
	}
	all, err := components()
	require.NoError(t, err)
	for name := range all {
		assert.True(t, used[name], "nothing refers to components/%s.json", name)
	}
	for name := range used {
		_, ok := all[name]
		assert.True(t, ok, "there is no components/%s.json", name)
	}
}

// Examples are what their schemas say, and those of objects have no fields of their own.
func TestExamplesFit(t *testing.T) {
	all, err := components()
	require.NoError(t, err)
	examples := 0
	for name, text := range all {
		var s struct {
			Examples    []json.RawMessage `json:"examples"`
			Description string            `json:"description"`
		}
		require.NoError(t, json.Unmarshal(text, &s), name)
		assert.NotEmpty(t, s.Description, name)
		for _, example := range s.Examples {
			assert.NoError(t, checked(t, name, example), name)
			examples++
		}
	}
	assert.Greater(t, examples, 20)
}

func TestComponentsAreRead(t *testing.T) {
	all, err := components()
	require.NoError(t, err)
	for name, text := range all {
		assert.Regexp(t, `^[A-Z][A-Za-z]+$`, name)
		assert.True(t, json.Valid(text), name)
	}
}
