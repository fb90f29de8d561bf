package sandbox

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func in64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// paths are the paths that a list of files has.
func paths(t *testing.T, v any, at string) []any {
	t.Helper()
	list, _ := valueOf(v, at).([]any)
	out := []any{}
	for _, e := range list {
		out = append(out, valueOf(e, "path"))
	}
	return out
}

func TestDBFS(t *testing.T) {
	s := newBox()
	ask(t, s, "post_api_2_0_dbfs_put", params{"data": params{"path": "/in/a.txt", "contents": in64("hello")}})
	v := ask(t, s, "get_api_2_0_dbfs_read", params{"path": "dbfs:/in/a.txt", "offset": 1, "length": 3})
	assert.Equal(t, in64("ell"), at(t, v, "data"))
	assert.Equal(t, json.Number("3"), at(t, v, "bytes_read"))
	v = ask(t, s, "get_api_2_0_dbfs_get_status", params{"path": "/in/a.txt"})
	assert.Equal(t, json.Number("5"), at(t, v, "file_size"))
	assert.Equal(t, false, at(t, v, "is_dir"))
	refused(t, s, encode(t, "post_api_2_0_dbfs_put", params{"data": params{"path": "/in/a.txt", "contents": in64("x")}}), 409)
	refused(t, s, encode(t, "post_api_2_0_dbfs_mkdirs", params{"data": params{"path": "/in/a.txt/b"}}), 409)

	ask(t, s, "post_api_2_0_dbfs_move", params{"data": params{"source_path": "/in", "destination_path": "/out/deep"}})
	assert.Equal(t, []any{"/out/deep/a.txt"}, paths(t, ask(t, s, "get_api_2_0_dbfs_list", params{"path": "/out/deep"}), "files"))
	refused(t, s, encode(t, "get_api_2_0_dbfs_get_status", params{"path": "/in"}), 404)
	code, _ := refused(t, s, encode(t, "post_api_2_0_dbfs_delete", params{"data": params{"path": "/out"}}), 400)
	assert.Equal(t, "DIRECTORY_NOT_EMPTY", code)
	ask(t, s, "post_api_2_0_dbfs_delete", params{"data": params{"path": "/out", "recursive": true}})
	_, message := refused(t, s, encode(t, "get_api_2_0_dbfs_read", params{"path": "/out/deep/a.txt"}), 404)
	assert.Contains(t, message, "Path /out/deep/a.txt does not exist; in this sandbox there is /example")
}

func TestDBFSStream(t *testing.T) {
	s := newBox()
	handle := at(t, ask(t, s, "post_api_2_0_dbfs_create", params{"data": params{"path": "/b"}}), "handle")
	for _, block := range []string{"one ", "two"} {
		ask(t, s, "post_api_2_0_dbfs_add_block", params{"data": params{"handle": handle, "data": in64(block)}})
	}
	refused(t, s, encode(t, "get_api_2_0_dbfs_read", params{"path": "/b"}), 404)
	ask(t, s, "post_api_2_0_dbfs_close", params{"data": params{"handle": handle}})
	assert.Equal(t, in64("one two"), at(t, ask(t, s, "get_api_2_0_dbfs_read", params{"path": "/b"}), "data"))
	refused(t, s, encode(t, "post_api_2_0_dbfs_close", params{"data": params{"handle": handle}}), 404)
}

func TestWorkspaceFiles(t *testing.T) {
	s := newBox()
	notebook := params{"path": "/Users/me/nb", "content": in64("print(1)"), "language": "PYTHON", "format": "SOURCE"}
	ask(t, s, "post_api_2_0_workspace_import", params{"data": notebook})
	v := ask(t, s, "get_api_2_0_workspace_get_status", params{"path": "/Users/me/nb"})
	assert.Equal(t, "NOTEBOOK", at(t, v, "object_type"))
	assert.Equal(t, "PYTHON", at(t, v, "language"))
	assert.NotEqual(t, json.Number("0"), at(t, v, "object_id"))
	assert.Equal(t, in64("print(1)"), at(t, ask(t, s, "get_api_2_0_workspace_export", params{"path": "/Users/me/nb"}), "content"))
	w := serve(s, encode(t, "get_api_2_0_workspace_export", params{"path": "/Users/me/nb", "direct_download": true}))
	assert.Equal(t, "print(1)", w.Body.String())
	refused(t, s, encode(t, "post_api_2_0_workspace_import", params{"data": notebook}), 409)
	ask(t, s, "post_api_2_0_workspace_mkdirs", params{"data": params{"path": "/Users/me/more"}})
	assert.ElementsMatch(t, []any{"/Users/me/nb", "/Users/me/more"}, paths(t, ask(t, s, "get_api_2_0_workspace_list", params{"path": "/Users/me"}), "objects"))
	refused(t, s, encode(t, "get_api_2_0_workspace_export", params{"path": "/Users/me"}), 400)
	ask(t, s, "post_api_2_0_workspace_delete", params{"data": params{"path": "/Users", "recursive": true}})
	refused(t, s, encode(t, "get_api_2_0_workspace_list", params{"path": "/Users/me"}), 404)
	_, message := refused(t, s, encode(t, "post_api_2_0_workspace_import", params{"data": params{"path": "/x", "content": "%"}}), 400)
	assert.Contains(t, message, "base64")
}

func TestFilesAndFolders(t *testing.T) {
	s := newBox()
	const file, folder = "_api_2_0_fs_filesby_file_path", "_api_2_0_fs_directoriesby_directory_path"
	status := func(name string, ps params) int { return serve(s, encode(t, name, ps)).Code }
	assert.Equal(t, 200, status("put"+folder, params{"directory_path": "/Volumes/v"}))
	assert.Equal(t, 200, status("put"+folder, params{"directory_path": "/Volumes/v"}), "there already is one")
	assert.Equal(t, 200, status("put"+file, params{"file_path": "/Volumes/v/a", "data": "abc"}))
	assert.Equal(t, 200, status("head"+folder, params{"directory_path": "/Volumes/v"}))
	assert.Equal(t, 404, status("head"+folder, params{"directory_path": "/Volumes/v/a"}))
	assert.Equal(t, 404, status("head"+file, params{"file_path": "/Volumes/v/b"}))
	v := ask(t, s, "get"+folder, params{"directory_path": "/Volumes/v"})
	assert.Equal(t, []any{"/Volumes/v/a"}, paths(t, v, "contents"))
	assert.Equal(t, "a", at(t, v, "contents.0.name"))
	code, _ := refused(t, s, encode(t, "delete"+folder, params{"directory_path": "/Volumes/v"}), 400)
	assert.Equal(t, "DIRECTORY_NOT_EMPTY", code)
	assert.Equal(t, 404, status("delete"+file, params{"file_path": "/Volumes/v"}), "a folder is no file")
	assert.Equal(t, 200, status("delete"+file, params{"file_path": "/Volumes/v/a"}))
	assert.Equal(t, 200, status("delete"+folder, params{"directory_path": "/Volumes/v"}))
	assert.Equal(t, http.StatusNotFound, status("get"+folder, params{"directory_path": "/Volumes/v"}))
	require.Equal(t, 200, status("get"+folder, params{"directory_path": "/Volumes"}))
}
