package connector_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/schema"
)

func TestEveryPageIsACall(t *testing.T) {
	var seen []string
	watch := func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			seen = append(seen, r.Call.Action)
			assert.Zero(t, r.Call.List)
			return next(ctx, r)
		}
	}
	c, call, _ := clusters(t, 7, watch)
	assert.Len(t, gather(t, c.Items(t.Context(), call), -1), 7)
	assert.Equal(t, []string{listClusters, listClusters, listClusters}, seen)
}

// How a call is made counts for all its pages. Its key counts for the first: with the
// same one, another page would be taken for a repeat.
func TestWhatPagesTakeFromTheCall(t *testing.T) {
	var seen []connector.Call
	watch := func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			call := r.Call
			call.Params = nil
			seen = append(seen, call)
			return next(ctx, r)
		}
	}
	c, call, _ := clusters(t, 5, watch)
	call.Confirmed, call.Validation, call.IdempotencyKey = true, schema.AllowUnknown, "key"
	list := c.List(call)
	gather(t, list.Items(t.Context()), -1)
	later := call
	later.IdempotencyKey = ""
	assert.Equal(t, []connector.Call{call, later}, seen)

	call.List.StartingToken = tokenOf(t, c, call, 1)
	seen = nil
	gather(t, c.Items(t.Context(), call), -1)
	assert.Equal(t, []connector.Call{later, later}, seen)
}

// The rest of a listing is a call like the one that was listed.
func TestRest(t *testing.T) {
	c, call, s := clusters(t, 7)
	call.List = connector.ListOptions{MaxItems: 3, PageSize: 2}
	call.Params = map[string]any{"sort_by": map[string]any{"field": "CLUSTER_NAME"}}
	var got []any
	for more := true; more; {
		list := openOn(t, s).List(call) // as another process would
		got = append(got, gather(t, list.Items(t.Context()), -1)...)
		require.LessOrEqual(t, len(got), len(s.Items), "it ends")
		call, more = list.Rest()
	}
	assert.Equal(t, s.Items, got)
	assert.Empty(t, call.List.StartingToken)

	_, more := c.List(connector.Call{Connection: "fake", Action: "get_api_2_1_clusters_get"}).Rest()
	assert.False(t, more, "no list")
}

// How many items of a page were handed out says nothing about pages of another size.
func TestATokenOfAnotherPageSize(t *testing.T) {
	c, call, s := clusters(t, 10)
	call.List.PageSize = 3
	call.List.StartingToken = tokenOf(t, c, call, 4)
	for _, size := range []int{0, 4} {
		other := call
		other.List.PageSize = size
		_, err := c.List(other).Plan(t.Context())
		require.ErrorIs(t, err, connector.ErrResumeToken)
	}
	assert.Equal(t, s.Items[4:], gather(t, c.Items(t.Context(), call), -1))
}

// Nothing of an object was handed out when one of its pages fails, so going on begins
// with its first.
func TestAnErrorInTheMiddleOfAnObject(t *testing.T) {
	s := serve(t, "get_api_2_2_jobs_get", 8)
	c := openOn(t, s)
	call := connector.Call{Connection: "fake", Action: s.List.Name, Params: map[string]any{"job_id": 1}}
	whole := gather(t, c.Items(t.Context(), call), -1)
	require.Len(t, whole, 1)
	s.Requests, s.Break = nil, 2
	list := c.List(call)
	for _, err := range list.Items(t.Context()) {
		var page *connector.PageError
		require.ErrorAs(t, err, &page)
		call.List.StartingToken = page.ResumeToken
	}
	require.NotEmpty(t, call.List.StartingToken)
	assert.Equal(t, whole, gather(t, openOn(t, s).Items(t.Context(), call), -1))
	assert.Equal(t, whole, gather(t, list.Items(t.Context()), -1), "the same listing asks for the page again")
}

// A part that was handed out as a page is not in the rest.
func TestAnErrorBehindAPartOfAnObject(t *testing.T) {
	s := serve(t, "get_api_2_2_jobs_get", 8)
	s.Break = 3
	call := connector.Call{Connection: "fake", Action: s.List.Name, Params: map[string]any{"job_id": 1}}
	list := openOn(t, s).List(call)
	for _, err := range list.Pages(t.Context()) {
		require.NoError(t, err)
		break
	}
	for _, err := range list.Items(t.Context()) {
		require.Error(t, err)
	}
	call.List.StartingToken = list.ResumeToken()
	rest := gather(t, openOn(t, s).Items(t.Context(), call), -1)
	require.Len(t, rest, 1)
	tasks, _ := dotted.At(rest[0], "settings.tasks")
	assert.Equal(t, s.Items[3:], tasks)
}
