package sandbox

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFilesAreReadInPieces(t *testing.T) {
	s := examplesOf(pageRules{seeds: 3})
	a, err := builtin.Action("get_api_2_0_dbfs_read")
	require.NoError(t, err)
	k := walker{t, s, s.checker}
	for _, length := range []int{1, 2, 3, 7, 8, 0} {
		ps := params{"path": "/x", "length": length}
		var read strings.Builder
		for _, l := range k.walk(a, ps) {
			data, err := base64.StdEncoding.DecodeString(at(t, l.answer, "data").(string))
			require.NoError(t, err)
			assert.Equal(t, json.Number(fmt.Sprint(len(data))), at(t, l.answer, "bytes_read"))
			read.Write(data)
		}
		assert.Equal(t, "example", read.String(), length)
	}
	// the bytes of a file that is kept need no base64 of the whole
	c := &call{action: a, params: params{"offset": json.Number("2"), "length": json.Number("3")}}
	v, no := s.window(c, params{"data": []byte("0123456"), "bytes_read": 7})
	require.Nil(t, no)
	assert.Equal(t, params{"data": base64.StdEncoding.EncodeToString([]byte("234")), "bytes_read": json.Number("3")}, v)
}

// The deprecated way of asking for the next page is offered to those who used none.
func TestTheNextRequestIsTheWholeBody(t *testing.T) {
	s := examplesOf(pageRules{seeds: 3, size: 1})
	const events = "post_api_2_1_clusters_events"
	body := params{"cluster_id": "c", "order": "ASC"}
	first := s.get(t, events, params{"data": body}).(params)
	assert.NotContains(t, first, "next_page_token")
	assert.Equal(t, "c", at(t, first, "next_page.cluster_id"))
	assert.Equal(t, "ASC", at(t, first, "next_page.order"))
	second := s.get(t, events, params{"data": first["next_page"]}).(params)
	assert.NotContains(t, second, "next_page")
	assert.NotEqual(t, first["events"], second["events"])
	third := s.get(t, events, params{"data": given(body, "page_token", second["next_page_token"])}).(params)
	assert.NotContains(t, third, "next_page_token")
	assert.NotEqual(t, second["events"], third["events"])
}

// Links carry the number of the next chunk themselves, one link a chunk.
func TestExternalLinksAreChunks(t *testing.T) {
	s := examplesOf(pageRules{size: 20, empty: 2})
	a, err := builtin.Action(chunks)
	require.NoError(t, err)
	kept := []any{params{"external_link": "a"}, params{"external_link": "b"}}
	for i, want := range []any{params{"external_link": "a", "next_chunk_index": json.Number("1")}, params{"external_link": "b"}} {
		c := &call{action: a, params: params{"chunk_index": count(i)}}
		v, no := s.window(c, params{"external_links": kept})
		require.Nil(t, no)
		assert.Equal(t, params{"external_links": []any{want}}, v)
	}
	assert.Equal(t, []any{params{"external_link": "a"}, params{"external_link": "b"}}, kept)
}

// A for-each run keeps its task beside the pieces of its iterations.
func TestOneArrayInsteadOfAnother(t *testing.T) {
	s := examplesOf(pageRules{size: 2})
	a, err := builtin.Action("get_api_2_2_jobs_runs_get")
	require.NoError(t, err)
	whole := func() params {
		return params{"run_id": 1, "tasks": []any{"t"}, "iterations": []any{1, 2, 3}, "job_clusters": []any{"a", "b", "c", "d", "e"}}
	}
	first, no := s.window(&call{action: a, params: params{"run_id": json.Number("1")}}, whole())
	require.Nil(t, no)
	token := first.(params)["next_page_token"]
	second, no := s.window(&call{action: a, params: params{"run_id": json.Number("1"), "page_token": token}}, whole())
	require.Nil(t, no)
	token = second.(params)["next_page_token"]
	third, no := s.window(&call{action: a, params: params{"run_id": json.Number("1"), "page_token": token}}, whole())
	require.Nil(t, no)
	for i, want := range []params{
		{"tasks": []any{"t"}, "iterations": []any{1, 2}, "job_clusters": []any{"a", "b"}, "has_more": true},
		{"tasks": []any{"t"}, "iterations": []any{3}, "job_clusters": []any{"c", "d"}, "has_more": true},
		{"tasks": []any{}, "iterations": []any{}, "job_clusters": []any{"e"}, "has_more": false},
	} {
		got := []any{first, second, third}[i].(params)
		delete(got, "next_page_token")
		want["run_id"] = 1
		assert.Equal(t, want, got)
	}
}
