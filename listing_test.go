package connector_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/pagefake"
)

const listClusters = "get_api_2_1_clusters_list"

// clusters is a call that lists, and what serves it.
func clusters(t testing.TB, n int, more ...connector.Middleware) (*connector.Connector, connector.Call, *pagefake.Service) {
	t.Helper()
	s := serve(t, listClusters, n)
	return openOn(t, s, more...), connector.Call{Connection: "fake", Action: listClusters}, s
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		list            connector.ListOptions
		items, requests int
		more            bool
	}{
		{connector.ListOptions{}, 10, 4, false},
		{connector.ListOptions{MaxItems: 2}, 2, 1, true},
		{connector.ListOptions{MaxItems: 3}, 3, 1, true},
		{connector.ListOptions{MaxItems: 4}, 4, 2, true},
		{connector.ListOptions{MaxItems: 10}, 10, 4, false},
		{connector.ListOptions{MaxItems: 99}, 10, 4, false},
		{connector.ListOptions{MaxPages: 1}, 3, 1, true},
		{connector.ListOptions{MaxPages: 4}, 10, 4, false},
		{connector.ListOptions{MaxPages: 2, MaxItems: 5}, 5, 2, true},
		{connector.ListOptions{PageSize: 5}, 10, 2, false},
		{connector.ListOptions{PageSize: 4, MaxPages: 2}, 8, 2, true},
	} {
		for _, paged := range []bool{false, true} {
			conn, call, s := clusters(t, 10)
			call.List = c.list
			list := conn.List(call)
			n := 0
			if paged {
				for page, err := range list.Pages(t.Context()) {
					require.NoError(t, err)
					n += len(page.Items)
				}
			} else {
				n = len(gather(t, list.Items(t.Context()), -1))
			}
			assert.Equal(t, c.items, n, "%+v", c.list)
			assert.Len(t, s.Requests, c.requests, "%+v: no request for what is not wanted", c.list)
			assert.Equal(t, c.more, list.ResumeToken() != "", "%+v", c.list)
			assert.Empty(t, gather(t, list.Items(t.Context()), -1), "%+v: the limits are those of the listing", c.list)
		}
	}
}

func TestLeavingAndGoingOn(t *testing.T) {
	c, call, s := clusters(t, 10)
	list := c.List(call)
	got := gather(t, list.Items(t.Context()), 2)
	assert.Len(t, s.Requests, 1, "nothing is read ahead")
	for page, err := range list.Pages(t.Context()) {
		require.NoError(t, err)
		assert.Equal(t, 1, page.Number)
		assert.Len(t, page.Items, 1, "the rest of the page that was left")
		got = append(got, page.Items...)
		break
	}
	got = append(got, gather(t, list.Items(t.Context()), 1)...)
	got = append(got, gather(t, list.Items(t.Context()), -1)...)
	assert.Equal(t, s.Items, got)
	assert.Empty(t, list.ResumeToken())
	assert.Len(t, s.Requests, 4)
}

func TestACancelledListing(t *testing.T) {
	c, call, s := clusters(t, 10)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	list := c.List(call)
	n := 0
	for _, err := range list.Items(ctx) {
		if n++; n == 2 {
			cancel()
		}
		if n <= 2 {
			require.NoError(t, err)
			continue
		}
		require.ErrorIs(t, err, context.Canceled)
	}
	assert.Equal(t, 3, n, "at once, in the middle of a page")
	assert.Len(t, gather(t, list.Items(t.Context()), -1), 8)
	assert.Len(t, s.Requests, 4)
	for _, err := range c.Pages(ctx, call) {
		require.ErrorIs(t, err, context.Canceled)
	}
	assert.Len(t, s.Requests, 4, "nothing is sent")
}

// The timeout of the call bounds all pages together.
func TestTimeoutOfTheWhole(t *testing.T) {
	asked := 0
	s := serve(t, listClusters, 10)
	clock := connector.NewHandClock()
	slow := transportFunc(func(r *http.Request) (*http.Response, error) {
		if asked++; asked > 2 {
			clock.Advance(time.Minute)
		}
		if r.Context().Err() != nil {
			return nil, context.Cause(r.Context())
		}
		return s.RoundTrip(r)
	})
	c := openOn(t, slow)
	c.SetClock(clock)
	list := c.List(connector.Call{Connection: "fake", Action: listClusters, Timeout: time.Minute})
	n := 0
	var last error
	for _, err := range list.Items(t.Context()) {
		if last = err; err == nil {
			n++
		}
	}
	require.ErrorIs(t, last, context.DeadlineExceeded)
	assert.Contains(t, last.Error(), "the call's timeout of 1m0s passed")
	assert.Equal(t, 6, n)
	for _, err := range list.Items(t.Context()) {
		require.ErrorIs(t, err, context.DeadlineExceeded, "the time does not begin anew")
		assert.Contains(t, err.Error(), "the call's timeout of 1m0s passed")
	}
	assert.Equal(t, 3, asked)
}

func TestPlanOfAListing(t *testing.T) {
	c, _, s := clusters(t, 7)
	plan, err := c.List(connector.Call{Connection: "fake", Action: "get_api_2_1_unity_catalog_catalogs"}).Plan(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "max_results=0", plan.Query)
	list := c.List(connector.Call{Connection: "fake", Action: listClusters, List: connector.ListOptions{PageSize: 3}})
	plan, err = list.Plan(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "page_size=3", plan.Query)
	assert.Empty(t, s.Requests)
	gather(t, list.Items(t.Context()), 3)
	plan, err = list.Plan(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "page_size=3&page_token=page%2F%2B%261", plan.Query)
	gather(t, list.Items(t.Context()), -1)
	plan, err = list.Plan(t.Context())
	require.NoError(t, err)
	assert.Nil(t, plan, "nothing follows")
}

func TestHasMore(t *testing.T) {
	c, call, _ := clusters(t, 7)
	res, err := c.Do(t.Context(), call)
	require.NoError(t, err)
	assert.True(t, c.HasMore(call, res))
	call.List.PageSize = -1
	assert.True(t, c.HasMore(call, res), "it takes no notice of limits, as Do does not")
	c, call, _ = clusters(t, 2)
	res, err = c.Do(t.Context(), call)
	require.NoError(t, err)
	assert.False(t, c.HasMore(call, res))
	assert.False(t, c.HasMore(connector.Call{Connection: "fake", Action: "get_api_2_1_clusters_get"}, res), "no list")
	assert.False(t, c.HasMore(call, nil))
}
