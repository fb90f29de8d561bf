package conformance

import (
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Who sends slowly, or nothing, is hung up on.
func TestSlowCallers(t *testing.T) {
	p := newPrey(t)
	head := func(path, content string) string {
		return fmt.Sprintf("POST %s HTTP/1.1\nHost: %s\nAuthorization: Bearer %s\nContent-Type: %s\n", path, p.address(t), p.writer, content)
	}
	run := head("/v1/run", "application/json")
	upload := "/v1/upload?connection=work&action=put_api_2_0_fs_filesby_file_path&params=%7B%22file_path%22%3A%22%2FVolumes%2Fa%2Fb%2Fc%22%7D"
	t.Run("all", func(t *testing.T) {
		for name, text := range map[string]string{
			"nothing":             "",
			"half a line":         "POST /v1/ru",
			"half of the headers": run,
			"no body":             run + "Content-Length: 1000\n\n",
			"half of a body":      run + "Content-Length: 1000\n\n{",
			"half of a chunk":     run + "Transfer-Encoding: chunked\n\n40\n{",
			"half a line of many": head("/v1/batch", "application/x-ndjson") + "Transfer-Encoding: chunked\n\n1\n{\n",
			"no line of many":     head("/v1/batch", "application/x-ndjson") + "Transfer-Encoding: chunked\n\n",
			"a body for no token": "POST /v1/run HTTP/1.1\nHost: " + p.address(t) + "\nContent-Type: application/json\nContent-Length: 1000\n\n{",
			"a body for no route": head("/nowhere", "application/json") + "Content-Length: 1000\n\n{",
			"a file that stops":   head(upload, "application/octet-stream") + "Content-Length: 1000\n\nx",
			"a file of no length": head(upload, "application/octet-stream") + "Transfer-Encoding: chunked\n\n1\nx\n",
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s := p.dial(t)
				s.send(text)
				_, err := io.Copy(io.Discard, s) // ends when the gateway hangs up
				if err != nil {
					assert.NotContains(t, err.Error(), "timeout", "the gateway waits on")
				}
			})
		}
	})
	for _, reached := range p.bench.reached.take() { // the workspace saw that the file did not end
		assert.Contains(t, reached, work+" PUT /api/2.0/fs/files/Volumes/a/b/c")
	}
	got := p.run(t, p.reader, work, "get_api_2_0_fs_filesby_file_path", `{"file_path":"/Volumes/a/b/c"}`)
	assert.Equal(t, 404, got.status, "half of a file is none: %s", got.body)
	p.bench.reached.take()
	p.unharmed(t)
}
