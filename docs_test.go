package connector_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// snippet is a fenced block of a document.
type snippet struct{ file, language, text string }

var fence = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```$")

func snippets(t *testing.T, language string) []snippet {
	t.Helper()
	var found []snippet
	for _, file := range []string{"README.md", "CONTRIBUTING.md", "registry/FORMAT.md"} {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
			if m[1] == language {
				found = append(found, snippet{file, m[1], m[2]})
			}
		}
	}
	require.NotEmpty(t, found)
	return found
}

// Go in the documents stands, line for line, in an example that is compiled.
func TestGoSnippetsAreCompiled(t *testing.T) {
	var compiled strings.Builder
	files, err := filepath.Glob("*example*_test.go")
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		compiled.Write(text)
	}
	for _, s := range snippets(t, "go") {
		assert.True(t, strings.Contains(flat(compiled.String()), flat(s.text)), "%s: not in any example:\n%s", s.file, s.text)
	}
}

// flat takes indentation away.
func flat(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// Descriptors in the documents lint clean, but for actions that they only mention.
func TestYAMLSnippetsLintClean(t *testing.T) {
	for _, s := range snippets(t, "yaml") {
		a, err := registry.Decode("docs/x.yaml", []byte(s.text))
		require.NoError(t, err, s.file)
		fsys := fstest.MapFS{"docs/" + a.Name + ".yaml": {Data: []byte(s.text)}}
		if a.Wait != nil {
			fsys["docs/"+a.Wait.Poll+".yaml"] = &fstest.MapFile{Data: []byte(polled(a))}
		}
		problems, err := registry.Lint(fsys, connector.Builtin(), schema.BuiltinTypes())
		require.NoError(t, err)
		assert.Empty(t, problems, s.file)
	}
}

// polled is the action that a snippet's wait refers to.
func polled(a *registry.Action) string {
	return "name: " + a.Wait.Poll + `
summary: Get a job of Acme.
http: GET /api/2.0/acme/{site}/jobs/{id}
path: {site: {type: string}, id: {type: string}}
response: {type: object, properties: {state: {type: string}}, additionalProperties: false}
`
}

// Links between the documents lead somewhere.
func TestDocumentLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#]+)\)`)
	for _, file := range []string{"README.md", "CONTRIBUTING.md", "registry/FORMAT.md", "docs/connections.md", "docs/retries.md"} {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if !strings.Contains(m[1], "://") {
				assert.FileExists(t, filepath.Join(filepath.Dir(file), m[1]), file)
			}
		}
	}
}

// The connections file that the documents show is one that loads.
func TestDocumentedConnectionsLoad(t *testing.T) {
	text, err := os.ReadFile("docs/connections.md")
	require.NoError(t, err)
	m := regexp.MustCompile("(?ms)^```\n(default: .*?)^```$").FindSubmatch(text)
	require.NotNil(t, m)
	file := filepath.Join(t.TempDir(), "connections.yaml")
	require.NoError(t, os.WriteFile(file, m[1], 0o600))
	c, err := connector.Open(connector.Config{ConnectionsFile: file, Getenv: func(string) string { return "" }})
	require.NoError(t, err)
	plan, err := c.Plan(t.Context(), connector.Call{Action: "get_api_2_1_clusters_list"})
	require.NoError(t, err)
	assert.Equal(t, "prod", plan.Connection)
	assert.Empty(t, c.Warnings("prod"))
}
