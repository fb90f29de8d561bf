package sandbox

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
)

func TestRoute(t *testing.T) {
	root := newRoutes(builtin)
	for _, tc := range []struct {
		method, path, action string
		values               map[string]string
	}{
		{"GET", "/api/2.2/jobs/list", "get_api_2_2_jobs_list", map[string]string{}},
		{"GET", "/api/2.0/apps/my-app", "get_api_2_0_apps_by_name", map[string]string{"name": "my-app"}},
		{"GET", "/api/2.0/apps/a%2Fb%20%3F%23", "get_api_2_0_apps_by_name", map[string]string{"name": "a/b ?#"}},
		{"GET", "/api/2%2E0/apps/x", "get_api_2_0_apps_by_name", map[string]string{"name": "x"}},
		{"PUT", "/api/2.0/fs/files/Volumes/main/Q1%20report%20%231%3F.csv", "put_api_2_0_fs_filesby_file_path", map[string]string{"file_path": "/Volumes/main/Q1 report #1?.csv"}},
		{"GET", "/api/2.0/fs/directories/Volumes", "get_api_2_0_fs_directoriesby_directory_path", map[string]string{"directory_path": "/Volumes"}},
		{"POST", "/serving-endpoints/e/invocations", "post_serving_endpoints_by_name_invocations", map[string]string{"name": "e"}},
	} {
		t.Run(tc.method+" "+tc.path, func(t *testing.T) {
			m, no := root.route(tc.method, tc.path)
			require.Nil(t, no)
			assert.Equal(t, match{tc.action, tc.values}, m)
		})
	}
}

func TestRouteRefuses(t *testing.T) {
	root := newRoutes(builtin)
	for _, tc := range []struct {
		method, path string
		status       int
		says         string
	}{
		{"GET", "/api/2.0/nothing", 404, "No API found for 'GET /api/2.0/nothing'"},
		{"GET", "/", 404, "No API found"},
		{"OPTIONS", "*", 404, "No API found"},
		{"GET", "/api/2.0/fs/files", 404, "No API found"},
		{"GET", "/api/2.0/fs/files%2FVolumes%2Fx", 404, "No API found"},
		{"PATCH", "/api/2.2/jobs/list", 405, "it has GET"},
		{"GET", "/api/2.0/apps/", 400, "empty segment"},
		{"GET", "/api/2.0/fs/files//Volumes/x", 400, "empty segment"},
		{"GET", "/api/2.0/fs/files/Volumes/../secret", 400, `".." would make another path`},
		{"GET", "/api/2.0/fs/files/Volumes/%2e%2e/secret", 400, `"%2e%2e" would make another path`},
		{"GET", "/api/2.0/apps/.", 400, "would make another path"},
		{"GET", "/api/2.0/apps/%zz", 400, `"%zz"`},
		{"GET", "/api/2.0/apps/%ff", 400, "not UTF-8"},
		{"GET", "/api/2.0/fs/files/Volumes%2Fx", 400, "not %2F"},
	} {
		t.Run(tc.method+" "+tc.path, func(t *testing.T) {
			_, no := root.route(tc.method, tc.path)
			require.NotNil(t, no)
			assert.Equal(t, tc.status, no.status)
			assert.Contains(t, no.message, tc.says)
		})
	}
}

func TestWrongMethodSaysWhichThereAre(t *testing.T) {
	w := serve(newBox(), request("POST", "/api/2.0/fs/files/Volumes/x", ""))
	assert.Equal(t, http.StatusMethodNotAllowed, w.Code)
	assert.Equal(t, "DELETE, GET, HEAD, PUT", w.Header().Get("Allow"))
}

func TestRoutesOfOneShape(t *testing.T) {
	index := "a_first\tsvc\tGET\t/a/{x}\tread\t\tOne.\n" +
		"b_second\tsvc\tGET\t/a/{y}\tread\t\tOne.\n" +
		"deep\tsvc\tGET\t/a/{x}/c\tread\t\tOne.\n" +
		"literal\tsvc\tPOST\t/a/special\twrite\t\tOne.\n" +
		"odd\tsvc\tGET\t/a/{x}:run/y\tread\t\tOne.\n" +
		"other\tsvc\tGET\t/a/special/d\tread\t\tOne.\n"
	root := newRoutes(registry.New(fstest.MapFS{}, index))
	for path, action := range map[string]string{
		"GET /a/1":          "a_first", // first by name
		"POST /a/special":   "literal", // literal beats parameter
		"GET /a/special":    "a_first", // but not where it lacks the method
		"GET /a/special/c":  "deep",    // nor where it leads nowhere
		"GET /a/special/d":  "other",
		"GET /a/1:run/y":    "", // a template the sandbox cannot read
		"DELETE /a/special": "",
	} {
		method, target, _ := strings.Cut(path, " ")
		m, _ := root.route(method, target)
		assert.Equal(t, action, m.action, path)
	}
}
