package gateway

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestActionsPageByPage(t *testing.T) {
	s := newTestGateway(t)
	var names []string
	path, pages := "/v1/actions?page_size=200", 0
	for token := ""; ; pages++ {
		var page actionsAnswer
		s.do(t, "GET", path+"&page_token="+token, nil).decode(t, &page)
		assert.Equal(t, 724, page.Total)
		for _, e := range page.Actions {
			names = append(names, e.Name)
		}
		if token = page.NextPageToken; token == "" {
			break
		}
	}
	assert.Equal(t, 3, pages)
	assert.Equal(t, s.c.Registry().Names(), names)
}

func TestActionsAreFiltered(t *testing.T) {
	s := newTestGateway(t)
	var found actionsAnswer
	s.do(t, "GET", "/v1/actions?q="+url.QueryEscape("start a cluster")+"&page_size=3", nil).decode(t, &found)
	require.Len(t, found.Actions, 3)
	assert.Equal(t, startCluster, found.Actions[0].Name)
	assert.Equal(t, "cost", string(found.Actions[0].Safety))
	assert.True(t, found.Actions[0].Wait)

	var some actionsAnswer
	s.do(t, "GET", "/v1/actions?service=jobs&safety=destructive&page_size=200", nil).decode(t, &some)
	require.NotEmpty(t, some.Actions)
	for _, e := range some.Actions {
		assert.Equal(t, "jobs", e.Service)
		assert.Equal(t, "destructive", string(e.Safety))
	}
	assert.Equal(t, len(some.Actions), some.Total)

	var none actionsAnswer
	s.do(t, "GET", "/v1/actions?service=none", nil).decode(t, &none)
	assert.NotNil(t, none.Actions)
	assert.Empty(t, none.Actions)

	var first actionsAnswer
	s.do(t, "GET", "/v1/actions?q=cluster&page_size=1", nil).decode(t, &first)
	for query, text := range map[string]string{
		"page_size=0":                       "1 to 200",
		"page_size=201":                     "1 to 200",
		"page_size=x":                       "1 to 200",
		"safety=harmless":                   "read, write, cost, privileged, destructive",
		"page_token=x":                      "none that was given here",
		"page_token=MSAx":                   "another list",
		"page_token=" + first.NextPageToken: "another list",
		"page_token=" + tokenOf(-1, digestOf("", "", "")): "none that was given here",
		"q=" + strings.Repeat("a", 201):                   "more than 200 bytes",
		"query=cluster":                                   "unknown name",
		"q=a&q=b":                                         "more than once",
		"q=%zz":                                           "cannot be used",
	} {
		got := s.do(t, "GET", "/v1/actions?"+query, nil)
		assert.Equal(t, "BAD_QUERY", got.errorOf(t, 400)["code"], query)
		assert.Contains(t, string(got.Body), text, query)
	}
	var beyond actionsAnswer
	s.do(t, "GET", "/v1/actions?page_token="+tokenOf(100000, digestOf("", "", "")), nil).decode(t, &beyond)
	assert.Empty(t, beyond.Actions)
}

func TestActionsInScope(t *testing.T) {
	s := scoped(t)
	var found actionsAnswer
	s.do(t, "GET", "/v1/actions?page_size=200", nil, as("jobs")...).decode(t, &found)
	require.NotEmpty(t, found.Actions)
	for _, e := range found.Actions {
		assert.Contains(t, e.Name, "_jobs_")
	}
	var services struct{ Services []serviceEntry }
	s.do(t, "GET", "/v1/services", nil, as("jobs")...).decode(t, &services)
	sum := 0
	for _, e := range services.Services {
		sum += e.Actions
	}
	assert.Equal(t, found.Total, sum)
}

func TestServices(t *testing.T) {
	s := newTestGateway(t)
	var got struct{ Services []serviceEntry }
	s.do(t, "GET", "/v1/services", nil).decode(t, &got)
	sum := 0
	for _, e := range got.Services {
		sum += e.Actions
		assert.NotEmpty(t, e.About, e.Name)
	}
	assert.Equal(t, 724, sum)
	assert.True(t, slices.IsSortedFunc(got.Services, func(a, b serviceEntry) int { return strings.Compare(a.Name, b.Name) }))
	s.do(t, "GET", "/v1/services?q=x", nil).errorOf(t, 400)
}

func TestDescribeAction(t *testing.T) {
	s := newTestGateway(t)
	got := s.do(t, "GET", "/v1/actions/"+startCluster, nil)
	require.Equal(t, 200, got.Status, "%s", got.Body)
	a := got.value(t)
	assert.Equal(t, "cost", a["safety"])
	assert.Equal(t, map[string]any{"action": startCluster, "params": map[string]any{"data": map[string]any{"cluster_id": "example-cluster_id"}}}, a["example"])
	about := a["about"].(map[string]any)
	for _, word := range []string{"safety", "repeats", "waits"} {
		assert.NotEmpty(t, about[word], word)
	}
	file := s.do(t, "GET", "/v1/actions/"+putFile, nil).value(t)
	assert.Equal(t, true, file["body"].(map[string]any)["upload"])
	assert.NotContains(t, file["example"].(map[string]any)["params"], "data")

	for _, name := range []string{"no_such_action", strings.Repeat("x", 1000), "get_api_2_1_clusters_lst"} {
		missing := s.do(t, "GET", "/v1/actions/"+name, nil)
		assert.Equal(t, "UNKNOWN_ACTION", missing.errorOf(t, 404)["code"])
		assert.Less(t, len(missing.Body), 2000)
	}
	s.do(t, "GET", "/v1/actions/"+startCluster+"?depth=3", nil).errorOf(t, 400)
}
