package sandbox

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
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
		case http.StatusOK, http.StatusBadRequest, http.StatusNotFound, http.StatusMethodNotAllowed:
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
