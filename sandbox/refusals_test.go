package sandbox

import (
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

func TestOneRefusalNamesEveryProblem(t *testing.T) {
	code, message := refused(t, newBox(), request("PATCH", "/api/2.0/alerts/7?upd_mask=x", `{"display_name": 7, "querytext": "q"}`), 400)
	assert.Equal(t, "INVALID_PARAMETER_VALUE", code)
	for _, part := range []string{
		`/upd_mask (query): unknown name "upd_mask"`,
		"/data/display_name (body): expected a string, found a number",
		"/update_mask (query): is required",
		`/data/querytext (body): unknown name "querytext"; did you mean "query_text"?`,
	} {
		assert.Contains(t, message, part)
	}
}

func TestBodyRefusals(t *testing.T) {
	const create, get = "POST /api/2.1/clusters/delete", "GET /api/2.2/jobs/list"
	for name, tc := range map[string]struct{ call, content, body, says string }{
		"not JSON":         {create, "application/json", `{"cluster_id": }`, "the body is not JSON"},
		"no object":        {create, "application/json", `["x"]`, "no object"},
		"two values":       {create, "application/json", `{} {}`, "more after the value"},
		"empty":            {create, "application/json", ``, "a body with nothing to say is {}"},
		"no content type":  {create, "", `{}`, "expected one Content-Type header"},
		"other content":    {create, "text/json", `{}`, "expected the Content-Type application/json"},
		"other charset":    {create, "application/json; charset=latin1", `{}`, "expected the Content-Type"},
		"not UTF-8":        {create, "application/json", "{\"cluster_id\": \"\xff\"}", "not UTF-8"},
		"huge number":      {create, "application/json", `{"cluster_id": 1e999999999}`, "number of reasonable size"},
		"too deep":         {create, "application/json", `{"a":` + strings.Repeat("[", 300) + strings.Repeat("]", 300) + `}`, "nested more than"},
		"too large":        {create, "application/json", `{"cluster_id": "` + strings.Repeat("x", maxJSON) + `"}`, "larger than 16 MiB"},
		"body on a GET":    {get, "", `{}`, "has no body, but one was sent"},
		"content on a GET": {get, "application/json", ``, "but a Content-Type was sent"},
		"upload as JSON":   {"PUT /api/2.0/fs/files/x", "application/json", `{}`, "expected the Content-Type application/octet-stream"},
	} {
		t.Run(name, func(t *testing.T) {
			method, target, _ := strings.Cut(tc.call, " ")
			r := httptest.NewRequest(method, target, strings.NewReader(tc.body))
			r.Header.Set("Authorization", "Bearer "+Token)
			if tc.content != "" {
				r.Header.Set("Content-Type", tc.content)
			}
			_, message := refused(t, newBox(), r, 400)
			assert.Contains(t, message, tc.says)
			assert.NotContains(t, message, "/data (body): is required")
		})
	}
}

func TestShortBodyIsRefused(t *testing.T) {
	s := newBox()
	r := request("POST", "/api/2.1/clusters/delete", `{"cluster_id":"c"}`)
	r.ContentLength++
	_, message := refused(t, s, r, 400)
	assert.Contains(t, message, "the body has 18 bytes, Content-Length says 19")

	r = encode(t, "put_api_2_0_fs_filesby_file_path", params{"file_path": "/x", "data": "abc"})
	r.ContentLength = 4
	_, message = refused(t, s, r, 400)
	assert.Contains(t, message, "the body has 3 bytes, Content-Length says 4")
}

func TestHeaderTwiceIsRefused(t *testing.T) {
	r := request("GET", "/api/2.0/fs/files/x", "")
	r.Header["Range"] = []string{"bytes=0-1", "bytes=2-3"}
	_, message := refused(t, newBox(), r, 400)
	assert.Contains(t, message, "/Range (header): is given more than once")
}

func TestBrokenDescriptorIs500(t *testing.T) {
	files := fstest.MapFS{
		"svc/get_bad.yaml":  {Data: []byte("name: get_bad\nhttp: [")},
		"svc/get_lost.yaml": {Data: []byte("name: get_lost\nsummary: One.\nhttp: GET /lost\nresponse: {$ref: /types/svc/Nowhere}\n")},
	}
	index := "get_bad\tsvc\tGET\t/bad\tread\twait\tOne.\nget_gone\tsvc\tGET\t/gone\tread\t\tOne.\nget_lost\tsvc\tGET\t/lost\tread\t\tOne.\n"
	s := New(registry.New(files, index), schema.NewTypes())
	for _, path := range []string{"/bad", "/gone", "/lost"} {
		code, message := refused(t, s, request("GET", path, ""), 500)
		assert.Equal(t, "INTERNAL_ERROR", code)
		assert.Contains(t, message, "get_"+path[1:])
	}
}
