package sandbox

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTokensOfOtherListsAreRefused(t *testing.T) {
	s := examplesOf(pageRules{seeds: 5, size: 2})
	token := func(action string, ps params) any { return at(t, s.get(t, action, ps), "next_page_token") }
	const tables = "get_api_2_1_unity_catalog_tables"
	main := params{"catalog_name": "main", "schema_name": "a", "max_results": 2}
	good := token(tables, main).(string)
	assert.NotContains(t, []string{"1", "2"}, good)
	for name, tc := range map[string]struct {
		action string
		params params
	}{
		"another action":   {"get_api_2_1_clusters_list", params{"page_token": good}},
		"another filter":   {tables, params{"catalog_name": "main", "schema_name": "b", "max_results": 2, "page_token": good}},
		"without a filter": {"get_api_2_2_jobs_list", params{"page_token": token("get_api_2_2_jobs_list", params{"name": "n"})}},
		"a number":         {tables, given(main, "page_token", "2")},
		"cut off":          {tables, given(main, "page_token", good[:len(good)-1])},
		"longer":           {tables, given(main, "page_token", good+"AA")},
		"changed":          {tables, given(main, "page_token", "A"+good[1:])},
		"another path":     {"get_api_2_0_pipelines_by_pipeline_id_updates", params{"pipeline_id": "b", "page_token": token("get_api_2_0_pipelines_by_pipeline_id_updates", params{"pipeline_id": "a"})}},
	} {
		t.Run(name, func(t *testing.T) {
			code, message := refused(t, s, encode(t, tc.action, tc.params), 400)
			assert.Equal(t, "INVALID_PARAMETER_VALUE", code)
			assert.Contains(t, message, "is no token of this list; give the next_page_token of an answer")
		})
	}
	// the page size may change on the way, and another process knows the token
	rest := examplesOf(pageRules{seeds: 5}).get(t, tables, params{"catalog_name": "main", "schema_name": "a", "max_results": 50, "page_token": good})
	assert.Len(t, at(t, rest, "tables"), 3)
	assert.NotContains(t, rest, "next_page_token")
	assert.Len(t, at(t, s.get(t, tables, given(main, "page_token", "")), "tables"), 2, "an empty token is the beginning")
}

func FuzzToken(f *testing.F) {
	f.Add("", 1, 2)
	f.Add("AAAAAAAAAAAAAAAA", 1<<40, 0)
	f.Fuzz(func(t *testing.T, text string, page, skip int) {
		strict, loose := []byte("a"), []byte("b")
		if _, ok := openToken(text, strict, loose); ok {
			t.Fatalf("%q opened", text)
		}
		for _, at := range []position{{max(page, 0), max(skip, 0), false}, {max(page, 0), max(skip, 0), true}} {
			scope := map[bool][]byte{false: strict, true: loose}[at.loose]
			got, ok := openToken(at.token(scope), strict, loose)
			if !ok || got != at {
				t.Fatalf("%+v became %+v", at, got)
			}
			if _, ok := openToken(at.token(scope), loose, strict); ok {
				t.Fatalf("%+v opened elsewhere", at)
			}
		}
	})
}
