package connector_test

import (
	"encoding/base64"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

func body(text string) io.ReadCloser { return io.NopCloser(strings.NewReader(text)) }

// connectionsWith is the connection fake with a policy.
func connectionsWith(transport http.RoundTripper, kind string, globs ...string) map[string]connection.Connection {
	policy := connection.Policy{}
	if kind == "deny" {
		policy.Deny = globs
	}
	return map[string]connection.Connection{"fake": {Host: "https://fake.test", Transport: transport, RetryBudget: -1, Policy: policy}}
}

// tokenOf is the resume token of a listing that was left behind n items.
func tokenOf(t *testing.T, c *connector.Connector, call connector.Call, n int) string {
	t.Helper()
	list := c.List(call)
	gather(t, list.Items(t.Context()), n)
	token := list.ResumeToken()
	require.NotEmpty(t, token)
	assert.Regexp(t, `^[A-Za-z0-9_-]+$`, token, "a shell takes it as it is")
	return token
}

func TestTokensOfOtherListings(t *testing.T) {
	c, call, s := clusters(t, 10)
	call.Params = map[string]any{"page_size": 3}
	token := tokenOf(t, c, call, 4)
	resume := func(change func(*connector.Call)) error {
		other := call
		other.List.StartingToken = token
		change(&other)
		asked := len(s.Requests)
		var last error
		for _, err := range c.Items(t.Context(), other) {
			last = err
		}
		if last != nil {
			assert.Len(t, s.Requests, asked, "refused before anything is sent")
			assert.ErrorIs(t, last, connector.ErrResumeToken)
			o := connector.NewErrorObject(last, other)
			assert.Equal(t, "RESUME_TOKEN", o.Code)
			assert.Equal(t, connector.CategoryValidation, o.Category)
			assert.NotEmpty(t, o.Hint)
		}
		return last
	}
	require.NoError(t, resume(func(*connector.Call) {}))
	require.NoError(t, resume(func(o *connector.Call) { o.List.MaxItems, o.List.MaxPages = 2, 1 }), "limits are not part of the call")
	other := "resume token: it is of another call of get_api_2_1_clusters_list: parameters, page size or host differ"
	require.EqualError(t, resume(func(o *connector.Call) { o.Params = map[string]any{"page_size": 4} }), other)
	require.EqualError(t, resume(func(o *connector.Call) { o.Params = nil }), other)
	require.EqualError(t, resume(func(o *connector.Call) { o.Params, o.List.PageSize = nil, 3 }), other)
	require.EqualError(t, resume(func(o *connector.Call) { o.Action, o.Params = "get_api_2_0_repos", nil }),
		"resume token: it is of the action get_api_2_1_clusters_list, not of get_api_2_0_repos")
	damaged := "resume token: it is damaged or cut off; give it exactly as it was printed"
	for i := range token {
		require.EqualError(t, resume(func(o *connector.Call) { o.List.StartingToken = token[:i] + "A" + token[i+1:] + "A" }), damaged)
		if i > 0 {
			require.EqualError(t, resume(func(o *connector.Call) { o.List.StartingToken = token[:i] }), damaged)
		}
	}
}

func TestATokenOfAnotherHost(t *testing.T) {
	s := serve(t, listClusters, 10)
	open := func(host, workspace string) *connector.Connector {
		c, err := connector.Open(connector.Config{
			Connections: map[string]connection.Connection{"fake": {Host: host, WorkspaceID: workspace, Transport: s}},
			Getenv:      func(string) string { return "" },
		})
		require.NoError(t, err)
		return c
	}
	call := connector.Call{Connection: "fake", Action: listClusters}
	call.List.StartingToken = tokenOf(t, open("https://a.test", "1"), call, 4)
	for _, c := range []*connector.Connector{open("https://b.test", "1"), open("https://a.test", "2")} {
		for _, err := range c.Items(t.Context(), call) {
			require.ErrorIs(t, err, connector.ErrResumeToken)
		}
	}
	assert.Len(t, gather(t, open("https://a.test/", "1").Items(t.Context(), call), -1), 6)
}

// The work of a call is not done a second time for the rest of its first page.
func TestGoingOnInTheFirstPageOfAStatement(t *testing.T) {
	s := serve(t, "post_api_2_0_sql_statements", 7)
	c := openOn(t, s)
	call := connector.Call{Connection: "fake", Action: s.List.Name, Params: example(t, c, s.List, false)}
	call.List.StartingToken = tokenOf(t, c, call, 2)
	s.Requests = nil
	assert.Equal(t, s.Items[2:], gather(t, c.Items(t.Context(), call), -1))
	for _, r := range s.Requests {
		assert.Equal(t, s.Others[0].Name, r.Action.Name)
		assert.Equal(t, "id-of-statement_id", r.Params["statement_id"])
	}
	assert.Equal(t, "0", s.Requests[0].Params["chunk_index"])
}

func TestTokensHoldNoSecrets(t *testing.T) {
	own := ownActions(t, `name: get_acme_things
summary: List the things of Acme.
http: POST /api/2.0/acme/things
safety: read
query: {key: {type: string, x-sensitive: true}}
body:
  schema:
    type: object
    properties:
      password: {type: string, x-sensitive: true}
      page_token: {type: string}
      offset: {type: integer}
    additionalProperties: false
response:
  type: object
  properties:
    things: {type: array, items: {type: object, additionalProperties: {}}}
    next_page_token: {type: string}
    next: {type: object, additionalProperties: {}}
  additionalProperties: false
paginate: {send: data.page_token, read: next_page_token, items: things, next_request: next}
`)
	for _, next := range []string{`"next_page_token": "t"`, `"next": {"offset": 5, "password": "hunter2-in-the-body"}`} {
		c, err := connector.Open(connector.Config{
			Actions:     own,
			Connections: connectionsWith(always(`{"things": [{}, {}], `+next+`}`), ""),
			Getenv:      func(string) string { return "" },
		})
		require.NoError(t, err)
		call := connector.Call{Connection: "fake", Action: "get_acme_things", Params: map[string]any{
			"key": "hunter2-in-the-query", "data": map[string]any{"password": "hunter2-in-the-body"},
		}}
		for n := range 3 {
			token := tokenOf(t, c, call, n)
			text, err := base64.RawURLEncoding.DecodeString(token)
			require.NoError(t, err)
			assert.NotContains(t, string(text), "hunter2")
			other := call
			other.Params = map[string]any{"key": "hunter3", "data": map[string]any{"password": "hunter4"}}
			other.List.StartingToken = token
			plan, err := c.List(other).Plan(t.Context())
			require.NoError(t, err, "a renewed secret is the same call")
			assert.Contains(t, plan.URL(), "hunter3")
		}
	}
}

func TestDistinctItems(t *testing.T) {
	s := serve(t, "get_api_2_0_preview_scim_v2_users", 0)
	for _, id := range []string{"1", "2", "3", "3", "4", "5", "5", "1", "6"} {
		s.Items = append(s.Items, map[string]any{"id": id})
	}
	c := openOn(t, s)
	call := connector.Call{Connection: "fake", Action: s.List.Name}
	all := gather(t, c.Items(t.Context(), call), -1)
	assert.Len(t, all, 6)
	for k, want := range map[int][]string{
		1: {"2", "3", "4", "5", "6"}, // what is skipped on the page is known again
		2: {"3", "4", "5", "6"},
		4: {"5", "1", "6"}, // of pages before it nothing is
	} {
		later := call
		later.List.StartingToken = tokenOf(t, c, call, k)
		var got []string
		for _, item := range gather(t, c.Items(t.Context(), later), -1) {
			got = append(got, item.(map[string]any)["id"].(string))
		}
		assert.Equal(t, want, got, "left behind %d", k)
	}
}

// ownActions are descriptors of a program's own.
func ownActions(t *testing.T, descriptors ...string) []fs.FS {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, text := range descriptors {
		name, _, _ := strings.Cut(strings.TrimPrefix(text, "name: "), "\n")
		fsys["own/"+name+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	return []fs.FS{fsys}
}
