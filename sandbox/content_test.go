package sandbox

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/schema"
)

func TestFile(t *testing.T) {
	const get, head = "get_api_2_0_fs_filesby_file_path", "head_api_2_0_fs_filesby_file_path"
	s := newBox()
	put := serve(s, encode(t, "put_api_2_0_fs_filesby_file_path", params{"file_path": "/Volumes/a b/c#?.csv", "data": "example content"}))
	require.Equal(t, http.StatusOK, put.Code, put.Body)
	whole := serve(s, encode(t, get, params{"file_path": "/Volumes/a b/c#?.csv"}))
	require.Equal(t, http.StatusOK, whole.Code)
	assert.Equal(t, "example content", whole.Body.String())
	assert.Equal(t, "application/octet-stream", whole.Header().Get("Content-Type"))
	assert.Equal(t, "Sat, 31 Jan 2026 09:00:00 GMT", whole.Header().Get("Last-Modified"))

	part := serve(s, encode(t, get, params{"file_path": "/Volumes/a b/c#?.csv", "Range": "bytes=8-14"}))
	require.Equal(t, http.StatusPartialContent, part.Code)
	assert.Equal(t, "content", part.Body.String())

	stale := serve(s, encode(t, get, params{"file_path": "/Volumes/a b/c#?.csv", "If-Unmodified-Since": "Sat, 31 Jan 2026 08:59:59 GMT"}))
	assert.Equal(t, http.StatusPreconditionFailed, stale.Code)

	only := serve(s, encode(t, head, params{"file_path": "/Volumes/a b/c#?.csv"}))
	require.Equal(t, http.StatusOK, only.Code)
	assert.Empty(t, only.Body.String())
	for _, name := range []string{"Content-Length", "Content-Type", "Last-Modified"} {
		assert.Equal(t, whole.Header().Get(name), only.Header().Get(name), name)
	}
}

func TestText(t *testing.T) {
	w := serve(newBox(), encode(t, "get_api_2_0_serving_endpoints_by_name_metrics", params{"name": "example-name"}))
	assert.Equal(t, "text/plain", w.Header().Get("Content-Type"))
	assert.True(t, strings.HasPrefix(w.Body.String(), "# "), "a comment to Prometheus")
}

func TestAlternatives(t *testing.T) {
	const export, query = "get_api_2_0_workspace_export", "post_serving_endpoints_by_name_invocations"
	s := newBox()
	assert.Contains(t, ask(t, s, export, params{"path": "/example/file", "direct_download": false}), "content")
	w := serve(s, encode(t, export, params{"path": "/example/file", "direct_download": true}))
	assert.Equal(t, "application/octet-stream", w.Header().Get("Content-Type"))
	assert.NotEmpty(t, w.Body.String())

	ask(t, s, query, params{"name": "example-name", "data": params{"prompt": "p", "stream": false}})
	w = serve(s, encode(t, query, params{"name": "example-name", "data": params{"prompt": "p", "stream": true}}))
	assert.Equal(t, "text/event-stream", w.Header().Get("Content-Type"))
	assert.Equal(t, "example-served-model-name", w.Header().Get("Served-Model-Name"))
	assert.True(t, w.Flushed)
	events := strings.Split(strings.TrimSuffix(w.Body.String(), "\n\n"), "\n\n")
	require.Len(t, events, 3)
	assert.Equal(t, "data: [DONE]", events[2])

	a, err := builtin.Action(query)
	require.NoError(t, err)
	for _, event := range events[:2] {
		v, err := schema.Decode([]byte(strings.TrimPrefix(event, "data: ")))
		require.NoError(t, err)
		problems, err := s.checkAnswer(a, a.Response.Schema, v)
		require.NoError(t, err)
		assert.Empty(t, problems)
	}
}
