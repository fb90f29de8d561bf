package connector_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/pagefake"
	"github.com/actionctl/connector/registry"
)

// openOn is a connector whose only connection is what a transport serves. It repeats
// nothing, so that a test sees every failure.
func openOn(t testing.TB, transport http.RoundTripper, more ...connector.Middleware) *connector.Connector {
	t.Helper()
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"fake": {
			Host: "https://fake.test", Auth: connection.StaticToken("token"), Transport: transport, RetryBudget: -1,
		}},
		Getenv:     func(string) string { return "" },
		Middleware: more,
	})
	require.NoError(t, err)
	return c
}

// serve is a service for the list of an action, with n items.
func serve(t testing.TB, action string, n int) *pagefake.Service {
	t.Helper()
	a, err := connector.Builtin().Action(action)
	require.NoError(t, err)
	s := &pagefake.Service{List: a}
	if f := a.Paginate.Follow; f != nil {
		next, err := connector.Builtin().Action(f.Action)
		require.NoError(t, err)
		s.Others = append(s.Others, next)
	}
	for i := range n {
		s.Items = append(s.Items, map[string]any{"id": fmt.Sprintf("item-%d", i)})
		s.Bytes += string(rune('a' + i%26))
	}
	return s
}

// gather reads items to their end, or leaves behind the first most of them.
func gather(t testing.TB, items iter.Seq2[any, error], most int) (got []any) {
	t.Helper()
	if most == 0 {
		return nil
	}
	for item, err := range items {
		require.NoError(t, err)
		if got = append(got, item); len(got) == most {
			break
		}
	}
	return got
}

// One loop over every list that pages: the items, the requests, and going on from
// every place in another process.
func TestEveryListing(t *testing.T) {
	count := 0
	for a := range everyAction(t, connector.Builtin()) {
		if a.Paginate == nil || a.Paginate.Send == "" {
			continue
		}
		count++
		t.Run(a.Name, func(t *testing.T) {
			for _, n := range []int{0, 1, 8} {
				for _, empty := range []bool{false, true} {
					s := serve(t, a.Name, n)
					s.Empty = empty
					checkListing(t, s)
				}
			}
		})
	}
	assert.Equal(t, 107, count)
}

func checkListing(t *testing.T, s *pagefake.Service) {
	t.Helper()
	c := openOn(t, s)
	call := connector.Call{Connection: "fake", Action: s.List.Name, Params: example(t, c, s.List, false)}
	list := c.List(call)
	all := gather(t, list.Items(t.Context()), -1)
	assert.Empty(t, list.ResumeToken(), "nothing follows")
	assertItems(t, s, all)
	assertRequests(t, s, call.Params)
	if len(s.List.Paginate.Merge) > 0 {
		return // one object; its pages are in TestObjectInParts
	}
	for k := range len(all) {
		first := c.List(call)
		before := gather(t, first.Items(t.Context()), k)
		later := call
		later.List.StartingToken = first.ResumeToken()
		require.NotEmpty(t, later.List.StartingToken)
		after := gather(t, openOn(t, s).Items(t.Context(), later), -1)
		require.Equal(t, all, append(before, after...), "left behind %d", k)
	}
}

func assertItems(t *testing.T, s *pagefake.Service, got []any) {
	t.Helper()
	p := s.List.Paginate
	switch {
	case p.Style == registry.PageOffset:
		var data strings.Builder
		for _, item := range got {
			part, err := base64.StdEncoding.DecodeString(item.(string))
			require.NoError(t, err)
			data.Write(part)
		}
		require.Equal(t, s.Bytes, data.String())
	case len(p.Merge) > 0:
		require.Len(t, got, 1)
		text, err := json.Marshal(got[0])
		require.NoError(t, err)
		for _, item := range s.Items {
			require.Equal(t, len(p.Merge), strings.Count(string(text), fmt.Sprintf("%q", item.(map[string]any)["id"])))
		}
	default:
		require.Len(t, got, len(s.Items))
		for i, item := range s.Items {
			require.Equal(t, item, got[i])
		}
	}
}

// assertRequests holds every request to what the caller gave and what the descriptor
// adds.
func assertRequests(t *testing.T, s *pagefake.Service, params map[string]any) {
	t.Helper()
	require.NotEmpty(t, s.Requests)
	p := s.List.Paginate
	for i, r := range s.Requests {
		if r.Action != s.List {
			require.Positive(t, i, "the call itself comes first")
			require.Equal(t, p.Follow.Action, r.Action.Name)
			continue
		}
		for name, v := range params {
			if name == p.Send || name == registry.BodyParam {
				continue
			}
			assert.Equal(t, fmt.Sprint(v), fmt.Sprint(r.Params[name]), name)
		}
		body, _ := r.Params[registry.BodyParam].(map[string]any)
		given, _ := params[registry.BodyParam].(map[string]any)
		for name, v := range given {
			assert.Equal(t, fmt.Sprint(v), fmt.Sprint(body[name]), name)
		}
		if p.SendLimit != nil {
			assert.Equal(t, fmt.Sprint(*p.SendLimit), r.Params[p.Limit], "on every page")
		} else if p.Limit != "" {
			assert.NotContains(t, r.Params, p.Limit)
			assert.NotContains(t, body, strings.TrimPrefix(p.Limit, "data."))
		}
	}
}

func TestObjectInParts(t *testing.T) {
	for _, action := range []string{"get_api_2_2_jobs_get", "get_api_2_2_jobs_runs_get"} {
		s := serve(t, action, 8)
		c := openOn(t, s)
		call := connector.Call{Connection: "fake", Action: action, Params: example(t, c, s.List, false)}
		pages := 0
		for page, err := range c.Pages(t.Context(), call) {
			require.NoError(t, err)
			pages++
			assert.Equal(t, pages, page.Number)
			require.Len(t, page.Items, 1)
		}
		assert.Equal(t, 3, pages)
		call.List.MaxPages = 2
		list := c.List(call)
		part := gather(t, list.Items(t.Context()), -1)
		require.Len(t, part, 1)
		call.List.StartingToken = list.ResumeToken()
		rest := gather(t, openOn(t, s).Items(t.Context(), call), -1)
		require.Len(t, rest, 1)
		text, err := json.Marshal([]any{part, rest})
		require.NoError(t, err)
		for i := range 8 {
			assert.Equal(t, len(s.List.Paginate.Merge), strings.Count(string(text), fmt.Sprintf(`"item-%d"`, i)))
		}
	}
}

// transportFunc is a transport made of a function.
type transportFunc func(*http.Request) (*http.Response, error)

func (f transportFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
