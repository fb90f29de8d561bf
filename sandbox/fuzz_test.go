package sandbox

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever comes in, the sandbox answers: no panic, no status but the documented
// ones, and JSON.
func FuzzRequest(f *testing.F) {
	for _, seed := range [][3]string{
		{"GET", "/api/2.2/jobs/list", "limit=25&expand_tasks=true&name=%zz"},
		{"GET", "/api/2.0/sql/history/queries", "filter_by.user_ids=1&filter_by.user_ids=2&filter_by=x&filter_by.query_start_time_range.start_time_ms=1"},
		{"GET", "/api/2.1/marketplace-consumer/listings", "tags=x&tags.tag_name=a&tags.tag_name=b&tags.tag_values=c"},
		{"PUT", "/api/2.0/fs/files/Volumes/%2e%2e/a%2Fb", "overwrite=true&overwrite"},
		{"GET", "/api/2.0/fs/files//", "&&=&;=%"},
		{"HEAD", "/api/2.0/fs/directories/\x00", ".=.&..=1&a.=1"},
		{"GET", "", "data.x=1"},
		{"POST", "/api/2.1/clusters/events", "page_token=%ff"},
		{"POST", "/api/2.1/clusters/delete", ""},
		{"DELETE", "/api/2.1/unity-catalog/catalogs/example-name", "force=true"},
		{"GET", "/api/2.0/permissions/jobs/1", ""},
	} {
		f.Add(seed[0], seed[1], seed[2], `{"cluster_id":"c"}`)
	}
	s := newBox()
	f.Fuzz(func(t *testing.T, method, path, query, body string) {
		u := &url.URL{Path: path, RawPath: path, RawQuery: query}
		if plain, err := url.PathUnescape(path); err == nil {
			u.Path = plain
		}
		r := httptest.NewRequest("GET", "/", strings.NewReader(body))
		r.Method, r.URL = method, u
		r.Header.Set("Authorization", "Bearer "+Token)
		if body != "" {
			r.Header.Set("Content-Type", "application/json")
		}
		w := serve(s, r)
		switch w.Code {
		case http.StatusOK, http.StatusBadRequest, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusConflict:
		default:
			t.Fatalf("%s %s?%s: status %d: %s", method, path, query, w.Code, w.Body)
		}
		if w.Header().Get("Content-Type") == "application/json" && !json.Valid(w.Body.Bytes()) {
			t.Fatalf("not JSON: %s", w.Body)
		}
	})
}

// A path leads to the template it was made from, with the values it was made of.
func FuzzPathRoundTrip(f *testing.F) {
	for _, seed := range []string{"a", "a b", "a/b", "%2F", "..", "ü?#", "\x00", "a:b;c=d"} {
		f.Add(seed)
	}
	root := newRoutes(builtin)
	f.Fuzz(func(t *testing.T, v string) {
		m, no := root.route("GET", "/api/2.0/clean-rooms/"+url.PathEscape(v)+"/assets")
		if no != nil {
			if no.status != http.StatusBadRequest {
				t.Fatalf("%q: %+v", v, no)
			}
			return
		}
		if m.action != "get_api_2_0_clean_rooms_by_clean_room_name_assets" || m.values["clean_room_name"] != v {
			t.Fatalf("%q became %+v", v, m)
		}
	})
}

// Whatever a state file holds, it is refused or the sandbox answers with it.
func FuzzState(f *testing.F) {
	whole := filepath.Join(f.TempDir(), "whole.json")
	ask(f, openAt(f, whole), "post_api_2_1_clusters_create", params{"data": params{"spark_version": "15.4.x"}})
	text, err := os.ReadFile(whole)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	f.Add(`{"version": 1, "collections": {"jobs/runs": {"items": [{"key": ["1"], "fields": {"tasks": [null]}, "tracks": [{"path": "state", "steps": [{}]}]}]}}}`)
	f.Add(`{"version": 1, "collections": {"dbfs": {"items": [{"key": ["x"], "fields": {}}]}, "none": {"items": [{"key": [], "fields": {}}]}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		file := filepath.Join(t.TempDir(), "state.json")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		box, err := Open(Config{Registry: builtin, Types: sharedTypes, State: file})
		if err != nil {
			return
		}
		for _, action := range []string{"get_api_2_1_clusters_get", "get_api_2_1_clusters_list", "get_api_2_2_jobs_runs_get", "post_api_2_2_jobs_run_now", "get_api_2_0_dbfs_list", "get_api_2_0_secrets_list", "post_api_2_1_clusters_delete"} {
			a, err := builtin.Action(action)
			if err != nil {
				t.Fatal(err)
			}
			ps, _ := sharedTypes.Example(a.ParamsSchema(), "", false).(params)
			if w := serve(box, encode(t, action, ps)); w.Code == http.StatusInternalServerError {
				t.Fatalf("%s: %s", action, w.Body)
			}
		}
	})
}
