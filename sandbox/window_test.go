package sandbox

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPageSizes(t *testing.T) {
	s := examplesOf(pageRules{seeds: 30})
	for name, tc := range map[string]struct {
		action string
		params params
		items  string
		want   int
	}{
		"the server's":             {"get_api_2_2_jobs_list", params{}, "jobs", 20},
		"0 is the server's":        {"get_api_2_2_jobs_list", params{"limit": 0}, "jobs", 20},
		"the caller's":             {"get_api_2_2_jobs_list", params{"limit": 25}, "jobs", 25},
		"the maximum":              {"get_api_2_2_jobs_list", params{"limit": 100}, "jobs", 30},
		"in the body":              {"post_api_2_0_mlflow_runs_search", params{"data": params{"max_results": 7}}, "runs", 7},
		"without one, all at once": {"get_api_2_1_unity_catalog_catalogs", params{}, "catalogs", 30},
		"asked for pages":          {"get_api_2_1_unity_catalog_catalogs", params{"max_results": 0}, "catalogs", 20},
		"no pages":                 {"get_api_2_1_clusters_list_node_types", params{}, "node_types", 30},
		"the whole is the list":    {"get_api_2_0_preview_sql_data_sources", params{}, "$", 30},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Len(t, at(t, s.get(t, tc.action, tc.params), tc.items), tc.want)
		})
	}
	for name, tc := range map[string]struct {
		action string
		params params
		says   string
	}{
		"too large":         {"get_api_2_2_jobs_list", params{"limit": 101}, "limit is 101; the maximum is 100"},
		"below 0":           {"get_api_2_2_jobs_list", params{"limit": -1}, "limit is -1; give a number of 0 or more"},
		"too large, body":   {"post_api_2_1_clusters_events", params{"data": params{"cluster_id": "c", "page_size": 501}}, "data.page_size is 501; the maximum is 500"},
		"too many bytes":    {"get_api_2_0_dbfs_read", params{"path": "/x", "length": 1<<20 + 1}, "length is 1048577; the maximum is 1048576"},
		"offset below 0":    {"get_api_2_0_dbfs_read", params{"path": "/x", "offset": -1}, "offset is -1"},
		"page 0":            {"get_api_2_0_preview_sql_queries", params{"page": 0}, "page is 0; the first page is 1"},
		"chunk below 0":     {chunks, params{"statement_id": "s", "chunk_index": -1}, "chunk_index is -1; no page has this number"},
		"chunk that is not": {chunks, params{"statement_id": "s", "chunk_index": 2}, "chunk_index is 2; no page has this number"},
	} {
		t.Run(name, func(t *testing.T) {
			code, message := refused(t, s, encode(t, tc.action, tc.params), 400)
			assert.Equal(t, "INVALID_PARAMETER_VALUE", code)
			assert.Contains(t, message, tc.says)
		})
	}
}

const chunks = "get_api_2_0_sql_statements_by_statement_id_result_chunks_by_chunk_index"

func TestCountedPagesEnd(t *testing.T) {
	s := examplesOf(pageRules{seeds: 3})
	for _, tc := range []struct {
		action string
		params params
		want   int
	}{
		{"get_api_2_0_preview_scim_v2_users", params{"startIndex": 3}, 1},
		{"get_api_2_0_preview_scim_v2_users", params{"startIndex": 4}, 0},
		{"get_api_2_0_preview_scim_v2_users", params{"startIndex": -9}, 3},
		{"get_api_2_0_preview_scim_v2_users", params{"startIndex": int64(1) << 62}, 0},
		{"get_api_2_0_preview_sql_queries", params{"page": 1}, 3},
		{"get_api_2_0_preview_sql_queries", params{"page": 2}, 0},
		{"get_api_2_0_preview_scim_v2_users", params{"startIndex": math.MinInt64}, 3},
		{"get_api_2_0_preview_sql_queries", params{"page": int64(1) << 62, "page_size": 1 << 40}, 0},
		{"get_api_2_0_preview_sql_queries", params{"page": 4, "page_size": math.MaxInt64}, 0},
	} {
		a, err := builtin.Action(tc.action)
		require.NoError(t, err)
		assert.Len(t, at(t, s.get(t, tc.action, tc.params), a.Paginate.Items), tc.want, "%v", tc.params)
	}
}

func TestAnswersTellOfTheirPages(t *testing.T) {
	s := examplesOf(pageRules{seeds: 7, size: 3})
	for _, tc := range []struct {
		action string
		params params
		want   params
	}{
		{"get_api_2_0_preview_scim_v2_groups", params{"startIndex": 4, "count": 2}, params{"startIndex": 4, "itemsPerPage": 2, "totalResults": 7}},
		{"get_api_2_0_preview_sql_queries", params{"page": 3}, params{"page": 3, "page_size": 3, "count": 7}},
		{"get_api_2_2_jobs_list", params{}, params{"has_more": true}},
		{"get_api_2_2_jobs_list", params{"limit": 7}, params{"has_more": false}},
		{"get_api_2_0_sql_statements_by_statement_id", params{"statement_id": "s"}, params{
			"result.chunk_index": 0, "result.row_offset": 0, "result.row_count": 3, "result.next_chunk_index": 1,
			"manifest.total_chunk_count": 3, "manifest.total_row_count": 7,
			"manifest.chunks.2.chunk_index": 2, "manifest.chunks.2.row_offset": 6, "manifest.chunks.2.row_count": 1,
		}},
		{chunks, params{"statement_id": "s", "chunk_index": 2}, params{"chunk_index": 2, "row_offset": 6, "row_count": 1}},
	} {
		v := s.get(t, tc.action, tc.params)
		for path, want := range tc.want {
			if n, ok := want.(int); ok {
				want = count(n)
			}
			assert.Equal(t, want, at(t, v, path), "%s %s", tc.action, path)
		}
	}
}
