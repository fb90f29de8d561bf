package manual

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/registry"
)

const tree = `name: post_acme_trees
summary: Plant a tree.
http: POST /api/2.0/acme/{wood}/trees
safety: privileged
path: {wood: {type: string, description: Where it is to grow.}}
query:
  size: {type: integer, minimum: 1, maximum: 9, default: 3}
  kind: {type: string, enum: [OAK, ASH], deprecated: true}
body:
  required: true
  schema: {$ref: /types/acme/Tree}
response: {$ref: /types/acme/Tree}
idempotency: {token: data.seed}
fails_when: {path: state, values: [DEAD]}
paginate: {send: size, read: next, items: branches, limit: size, max_limit: 9}
wait: {poll: get_acme_trees, with: {wood: request.wood}, state: state, success: [GROWN], failure: [DEAD], timeout: 30m}
`

const treeTypes = `Tree:
  type: object
  description: What grows.
  required: [name]
  properties:
    name: {type: string}
    seed: {type: string, x-sensitive: true}
    branches: {type: array, items: {$ref: /types/acme/Branch}}
    owner: {oneOf: [{type: string}, {type: integer}]}
  additionalProperties: false
Branch:
  type: object
  properties:
    leaf: {type: object, properties: {colour: {type: string, enum: [RED, GREEN]}}, additionalProperties: false}
    branches: {type: array, items: {$ref: /types/acme/Branch}}
  additionalProperties: false
`

func acme(t *testing.T) *connector.Connector {
	t.Helper()
	c, err := connector.Open(connector.Config{Actions: []fs.FS{fstest.MapFS{
		"acme/post_acme_trees.yaml": {Data: []byte(tree)},
		"acme/get_acme_trees.yaml":  {Data: []byte("name: get_acme_trees\nsummary: Get a tree.\nhttp: GET /api/2.0/acme/{wood}/trees/one\npath: {wood: {type: string}}\n")},
		"types/acme.yaml":           {Data: []byte(treeTypes)},
	}}})
	require.NoError(t, err)
	return c
}

func pageOf(t *testing.T, c *connector.Connector, name string, layout Layout) string {
	t.Helper()
	a, err := c.Registry().Action(name)
	require.NoError(t, err)
	d, err := c.Describe(name)
	require.NoError(t, err)
	return Page(c.Types(), a, d, layout)
}

func TestPage(t *testing.T) {
	assert.Equal(t, `post_acme_trees

  Plant a tree.

  Request  POST /api/2.0/acme/{wood}/trees
  Service  acme
  Safety   privileged: it changes who may do what, or handles secret material
  Asks     on a terminal it asks first, unless --yes is given
  Retries  a failure that may pass is repeated: the service knows a repeat by
           its idempotency token
  Once     calls with the same data.seed are one; each call gets one of its own,
           or that of --idempotency-key
  Failure  an answer with state DEAD is a failure, whatever its status

Parameters
  wood  string, in path, required
      Where it is to grow.
  size  integer, in query, default 3, 1 to 9
  kind  string, in query, deprecated
      one of OAK, ASH

Body (data), required: object
  name      string, required
  branches  list of object Branch
    branches  list of object Branch … as above
    leaf      object … 1 field
  owner     string or integer
  seed      string, secret

Answer: object Tree
  name      string, required
  branches  list of object Branch
    branches  list of object Branch … as above
    leaf      object … 1 field
  owner     string or integer
  seed      string, secret

Pages
  A list in pages, its items under branches. The answer's next, sent as size,
  asks for the next one. --all reads all pages and prints the items, --max-items
  N stops early, --page-size N sets size (at most 9).

Waiting
  It starts work that goes on after the answer. --wait polls get_acme_trees
  until state is GROWN; DEAD is failure (exit code 7). It gives up after 30m, or
  --wait-timeout.

Example
  actionctl run post_acme_trees wood=example-wood data.name=example-name

… marks fields that are folded: --depth 3 shows more of them, --all everything.
`, pageOf(t, acme(t), "post_acme_trees", Layout{Depth: 2}))
}

func TestPageUnfolds(t *testing.T) {
	c := acme(t)
	flat := pageOf(t, c, "post_acme_trees", Layout{Depth: 1})
	assert.Contains(t, flat, "  branches  list of object Branch … 2 fields\n  owner")
	whole := pageOf(t, c, "post_acme_trees", Layout{Depth: Everything})
	assert.Contains(t, whole, "    leaf      object\n      colour  string\n          one of RED, GREEN\n")
	assert.Contains(t, whole, "Answer: object Tree\n  name      string, required\n  branches  list of object Branch … as above\n")
	assert.NotContains(t, whole, "marks fields that are folded")
	painted := pageOf(t, c, "post_acme_trees", Layout{Depth: 1, Paint: true})
	assert.Contains(t, painted, "\x1b[1mParameters\x1b[0m\n  \x1b[1mwood\x1b[0m  string")
}

// Every page of every action fits its width, but for single words that do not, and
// ends, however deep it goes.
func TestPagesOfAllActions(t *testing.T) {
	c, err := connector.Open(connector.Config{})
	require.NoError(t, err)
	for _, name := range c.Registry().Names() {
		for _, layout := range []Layout{{Width: 40, Depth: 1}, {Width: 80, Depth: 2}, {Width: 120, Depth: Everything}} {
			text := pageOf(t, c, name, layout)
			body, example, found := strings.Cut(text, "\nExample\n")
			require.True(t, found)
			for line := range strings.Lines(body) {
				line = strings.TrimSuffix(line, "\n")
				long := terminal.Cells(line) > min(layout.Width, largestWidth)
				heading := !strings.HasPrefix(line, " ") // has the name of a type
				assert.False(t, long && !heading && len(strings.Fields(line)) > 2, "%s at %d: %q", name, layout.Width, line)
			}
			assert.Contains(t, example, "actionctl run "+name)
			assert.Equal(t, terminal.Lines(text), text, name)
			folded := regexp.MustCompile(`… [0-9]+ fields?`).MatchString(strings.Join(strings.Fields(text), " "))
			assert.Equal(t, layout.Depth != Everything && folded, strings.Contains(text, "marks fields that are folded"), name)
		}
	}
}

func TestArgument(t *testing.T) {
	for want, v := range map[string]any{
		"a=b": "b", "a='b c'": "b c", "a=''": "", "a=1": 1, "a=true": true, "a:=null": nil,
		`a:='"@b"'`: "@b", `a:='{"b":"<c>"}'`: map[string]any{"b": "<c>"}, `a:='["it'\''s"]'`: []any{"it's"},
	} {
		assert.Equal(t, want, Argument("a", v))
	}
	assert.Equal(t, `'data.a\.b'=1`, Argument(`data.a\.b`, 1))
}

func TestWordsOfWaits(t *testing.T) {
	c, err := connector.Open(connector.Config{})
	require.NoError(t, err)
	n := 0
	for _, name := range c.Registry().Names() {
		a, err := c.Registry().Action(name)
		require.NoError(t, err)
		if a.Wait == nil {
			assert.Empty(t, Waiting(a.Wait))
			continue
		}
		n++
		words := Waiting(a.Wait)
		assert.NotContains(t, words, " is .", name)
		assert.NotContains(t, words, "  ", name)
		for _, v := range a.Wait.Success {
			assert.Contains(t, words, schemaText(v), name)
		}
	}
	assert.Greater(t, n, 50)
	assert.Contains(t, Paging(mustAction(t, c, "get_api_2_2_jobs_get").Paginate), "--all puts it together")
	assert.Contains(t, Paging(mustAction(t, c, "get_api_2_0_preview_scim_v2_users").Paginate), "startIndex is the number of the first item to send")
}

func mustAction(t *testing.T, c *connector.Connector, name string) *registry.Action {
	t.Helper()
	a, err := c.Registry().Action(name)
	require.NoError(t, err)
	return a
}
