package connector_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/schema"
)

func TestOptionsAreRefusedBeforeAnythingIsSent(t *testing.T) {
	for want, call := range map[string]connector.Call{
		"at most -1 items: the number is negative; 0 means all":                                                   {Action: listClusters, List: connector.ListOptions{MaxItems: -1}},
		"at most -2 pages: the number is negative; 0 means all":                                                   {Action: listClusters, List: connector.ListOptions{MaxPages: -2}},
		"page size -3 is negative; leave it out for that of the service":                                          {Action: listClusters, List: connector.ListOptions{PageSize: -3}},
		"page size 7: the parameter page_size sets it already; give one of the two":                               {Action: listClusters, Params: map[string]any{"page_size": 5}, List: connector.ListOptions{PageSize: 7}},
		"page size 101: limit takes 100 at most":                                                                  {Action: "get_api_2_2_jobs_list", List: connector.ListOptions{PageSize: 101}},
		"page size 7: get_api_2_0_repos has no parameter for the size of pages; leave it out":                     {Action: "get_api_2_0_repos", List: connector.ListOptions{PageSize: 7}},
		"get_api_2_1_clusters_get is no list: its answer comes whole; run it without paging":                      {Action: "get_api_2_1_clusters_get"},
		"resume token: it is damaged or cut off; give it exactly as it was printed":                               {Action: listClusters, List: connector.ListOptions{StartingToken: "garbage"}},
		"get_api_2_1_clusters_list: 1 invalid parameter\n  query /page_size: has no JSON form but found chan int": {Action: listClusters, Params: map[string]any{"page_size": make(chan int)}},
	} {
		c, _, s := clusters(t, 1)
		call.Connection = "fake"
		list := c.List(call)
		assert.Empty(t, list.ResumeToken())
		n := 0
		for _, err := range list.Items(t.Context()) {
			n++
			require.ErrorIs(t, err, connector.ErrInvalid, want)
			if !strings.Contains(want, "chan") {
				require.EqualError(t, err, want)
			}
			_, err := list.Plan(t.Context())
			require.ErrorIs(t, err, connector.ErrInvalid)
		}
		assert.Equal(t, 1, n)
		assert.Empty(t, s.Requests)
	}
}

// Names that the descriptor does not know are still for the caller to allow.
func TestValidationOfAListing(t *testing.T) {
	c, call, s := clusters(t, 4)
	call.Params = map[string]any{"new_filter": "x"}
	for _, err := range c.Items(t.Context(), call) {
		require.ErrorIs(t, err, connector.ErrInvalid)
	}
	assert.Empty(t, s.Requests)
	call.Validation = schema.AllowUnknown
	assert.Len(t, gather(t, c.Items(t.Context(), call), -1), 4)
	assert.Equal(t, "x", s.Requests[1].Params["new_filter"])
}

// A Go program gives structs; they are normalised once and for all pages.
func TestParametersOfAnyKind(t *testing.T) {
	type body struct {
		ClusterID string `json:"cluster_id"`
	}
	s := serve(t, "post_api_2_1_clusters_events", 5)
	c := openOn(t, s)
	call := connector.Call{Connection: "fake", Action: s.List.Name, Params: map[string]any{"data": body{"abc"}}, List: connector.ListOptions{PageSize: 2}}
	assert.Len(t, gather(t, c.Items(t.Context(), call), -1), 5)
	for _, r := range s.Requests {
		data, _ := r.Params["data"].(map[string]any)
		assert.Equal(t, "abc", data["cluster_id"])
	}
	assert.Len(t, s.Requests, 3)
}

// What a policy refuses is refused on every page, of a followed action too.
func TestPolicyOfTheFollowedAction(t *testing.T) {
	s := serve(t, "post_api_2_0_sql_statements", 9)
	c, err := connector.Open(connector.Config{Connections: connectionsWith(s, "deny", "*_chunks_*"), Getenv: func(string) string { return "" }})
	require.NoError(t, err)
	call := connector.Call{Connection: "fake", Action: s.List.Name, Params: example(t, c, s.List, false)}
	var last error
	n := 0
	for _, err := range c.Items(t.Context(), call) {
		if last = err; err == nil {
			n++
		}
	}
	assert.Equal(t, 3, n)
	require.ErrorIs(t, last, connector.ErrRefused)
	var page *connector.PageError
	require.ErrorAs(t, last, &page)
	assert.Equal(t, 2, page.Page)
}
