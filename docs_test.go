package connector_test

import (
	"fmt"
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

// snippet is a fenced block of a document. Behind a line that ends in a file name and a
// colon it is that file.
type snippet struct {
	file, text string
	isFile     bool
}

var (
	fence    = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```$")
	fileName = regexp.MustCompile("`[^`\n]+`:\n+$")
)

// documents are those that people write, not the generated reference.
func documents(t *testing.T) []string {
	t.Helper()
	guides, err := filepath.Glob("docs/*.md")
	require.NoError(t, err)
	require.NotEmpty(t, guides)
	return append(guides, "README.md", "CONTRIBUTING.md", "registry/FORMAT.md")
}

func snippets(t *testing.T, language string) []snippet {
	t.Helper()
	var found []snippet
	for _, file := range documents(t) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, at := range fence.FindAllSubmatchIndex(text, -1) {
			if string(text[at[2]:at[3]]) == language {
				found = append(found, snippet{file, string(text[at[4]:at[5]]), fileName.Match(text[:at[0]])})
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

// flat takes indentation and alignment away, and what is said to the linter.
func flat(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		line, _, _ = strings.Cut(line, "//nolint:")
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// Descriptors in the documents lint clean, but for actions that they only mention.
func TestYAMLSnippetsLintClean(t *testing.T) {
	for _, s := range snippets(t, "yaml") {
		if s.isFile {
			continue // for the commands of the document, whose test runs them
		}
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

// Links between the documents lead somewhere, those to a heading to one that is there.
func TestDocumentLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	for _, file := range documents(t) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, m := range link.FindAllStringSubmatch(fence.ReplaceAllString(string(text), ""), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			name, anchor, _ := strings.Cut(m[1], "#")
			target := file
			if name != "" {
				target = filepath.Join(filepath.Dir(file), name)
			}
			there, err := os.ReadFile(target)
			if !assert.NoError(t, err, "%s: %s", file, m[1]) || anchor == "" {
				continue
			}
			assert.Contains(t, anchors(string(there)), anchor, "%s: %s", file, m[1])
		}
	}
}

// anchors are what GitHub names the headings of a document.
func anchors(text string) []string {
	var found []string
	for _, m := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(text, -1) {
		name := regexp.MustCompile(`[^\p{L}\p{N}_ -]`).ReplaceAllString(strings.ToLower(m[1]), "")
		found = append(found, strings.ReplaceAll(name, " ", "-"))
	}
	return found
}

// The numbers of the guide to policies are those of the actions.
func TestDocumentedClasses(t *testing.T) {
	text, err := os.ReadFile("docs/policies.md")
	require.NoError(t, err)
	count := map[string]int{}
	for e := range connector.Builtin().All() {
		count[string(e.Safety)]++
	}
	require.Len(t, count, len(registry.Safeties()))
	for class, n := range count {
		assert.Regexp(t, fmt.Sprintf("(?m)^\\| `%s` \\| .* \\| %d \\|$", class, n), string(text))
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
