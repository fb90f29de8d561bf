//go:build integration && unix

package integration

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// artifacts lists files that lie in the server's own folder: no action uploads any.
func (r runner) artifacts(t *testing.T) {
	const list = "get_api_2_0_mlflow_artifacts_list"
	run := r.newRun(t, "artifacts")
	root := r.must(t, list, map[string]any{"run_id": run}, "root_uri").(string)
	r.putFile(t, root, "notes.txt", "hello")
	r.putFile(t, root, "model/MLmodel", "flavors: {}")
	r.all(t, []step{
		{
			Name: "root", Action: list,
			Params: map[string]any{"run_id": run},
			Want: map[string]any{"root_uri": root, "files": []any{
				map[string]any{"path": "model", "is_dir": true},
				map[string]any{"path": "notes.txt", "is_dir": false, "file_size": 5},
			}},
			Absent: []string{"files.0.file_size"},
		},
		{
			Name: "folder", Action: list,
			Params: map[string]any{"run_id": run, "path": "model"},
			Want: map[string]any{"files": []any{
				map[string]any{"path": "model/MLmodel", "is_dir": false, "file_size": 11},
			}},
		},
		{
			Name: "outside", Action: list,
			Params: map[string]any{"run_id": run, "path": "../secret"},
			Fails:  &failure{Kind: "invalid_parameter", Status: 400},
		},
		{
			Name: "missing run", Action: list,
			Params: map[string]any{"run_id": "none"},
			Fails:  &failure{Kind: "not_found", Status: 404},
		},
	}, vars{})
}

// putFile writes a file where the server keeps that of an artifact URI.
func (r runner) putFile(t *testing.T, root, name, content string) {
	t.Helper()
	folder, ok := strings.CutPrefix(root, "mlflow-artifacts:/")
	if !ok {
		t.Fatalf("artifacts are not kept by the server: %s", root)
	}
	path := filepath.Join(r.server.artifacts, folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
