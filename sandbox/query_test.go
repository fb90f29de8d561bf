package sandbox

import (
	"encoding/json"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func read(t testing.TB, target string) *call {
	t.Helper()
	r := httptest.NewRequest("GET", target, nil)
	r.Header.Set("Authorization", "Bearer "+Token)
	c, no := newBox().decode(r)
	require.Nil(t, no)
	return c
}

func TestQueryDecodes(t *testing.T) {
	const queries, listings = "/api/2.0/sql/history/queries?", "/api/2.1/marketplace-consumer/listings?"
	for target, want := range map[string]params{
		"/api/2.2/jobs/list?expand_tasks=true&limit=25&name=a%26b%20c%2Bd&page_token=": {
			"expand_tasks": true, "limit": json.Number("25"), "name": "a&b c+d", "page_token": "",
		},
		"/api/2.2/jobs/get?job_id=9223372036854775807": {"job_id": json.Number("9223372036854775807")},
		queries + "filter_by.query_start_time_range.start_time_ms=1700000000000&filter_by.statuses=FAILED&filter_by.user_ids=1&filter_by.user_ids=2&max_results=100": {
			"max_results": json.Number("100"),
			"filter_by": params{
				"query_start_time_range": params{"start_time_ms": json.Number("1700000000000")},
				"statuses":               []any{"FAILED"},
				"user_ids":               []any{json.Number("1"), json.Number("2")},
			},
		},
		listings + "tags.tag_name=LISTING_TAG_TYPE_TASK&tags.tag_values=a&tags.tag_values=b": {
			"tags": []any{params{"tag_name": "LISTING_TAG_TYPE_TASK", "tag_values": []any{"a", "b"}}},
		},
	} {
		t.Run(target, func(t *testing.T) {
			c := read(t, target)
			assert.Empty(t, c.problems)
			assert.Equal(t, want, c.params)
			assert.Nil(t, newBox().check(c))
		})
	}
}

func TestQueryRefuses(t *testing.T) {
	const jobs, queries = "/api/2.2/jobs/list?", "/api/2.0/sql/history/queries?"
	s := newBox()
	for target, says := range map[string][]string{
		jobs + "limit=ten":                   {"/limit (query): expected an integer"},
		jobs + "limit=9223372036854775808":   {"/limit (query): expected an integer"},
		jobs + "limit=007":                   {`/limit (query): "007" is no integer in plain decimal form`},
		jobs + "limit=%2B7":                  {"plain decimal form"},
		jobs + "limit=1.5":                   {"/limit (query)"},
		jobs + "expand_tasks=True":           {"/expand_tasks (query): expected a boolean"},
		jobs + "limit=1&limit=2":             {"/limit (query): is given more than once"},
		jobs + "limits=1":                    {`unknown name "limits"; did you mean "limit"?`},
		jobs + "name.first=x":                {"/name (query): has no fields, so name.first means nothing"},
		jobs + "data=x":                      {`unknown name "data"`},
		jobs + "limit":                       {`"limit" has no value; write limit=`},
		jobs + "limit=1&&offset=2":           {"empty part"},
		jobs + "=1":                          {"a value without a name"},
		jobs + "name=%ff":                    {`"name": it is not UTF-8`},
		jobs + "name=a;b":                    {`';' stands bare; write %3B`},
		queries + "filter_by=x":              {"/filter_by (query): expected an object"},
		queries + "filter_by.user_id=1":      {`/filter_by/user_id (query): unknown name "user_id"; did you mean "user_ids"?`},
		queries + "filter_by.user_ids=x":     {"/filter_by/user_ids/0 (query): expected an integer"},
		queries + "filter_by.a.b.c=1":        {`unknown name "a.b.c"`},
		queries + "max_results.x=1":          {"max_results.x"},
		"/api/2.0/apps/x?name=y":             {"/name (query): belongs into the path"},
		"/api/2.0/fs/files/x?Range=bytes%3D": {"/Range (query): belongs into the header"},
	} {
		t.Run(target, func(t *testing.T) {
			code, message := refused(t, s, request("GET", target, ""), 400)
			assert.Equal(t, "INVALID_PARAMETER_VALUE", code)
			for _, part := range says {
				assert.Contains(t, message, part)
			}
		})
	}
}

func TestQueryHidesSecrets(t *testing.T) {
	pairs, faults := splitQuery("token=geheim%zz&=geheim&ok=1")
	assert.Equal(t, []pair{{"ok", "1"}}, pairs)
	require.Len(t, faults, 2)
	for _, err := range faults {
		assert.NotContains(t, err.Error(), "geheim")
	}
}
