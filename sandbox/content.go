package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox/world"
)

const eventStream = "text/event-stream"

// modified is the modification time of every file.
var modified = time.Date(2026, time.January, 31, 9, 0, 0, 0, time.UTC)

// exampleHeader is the value of a declared response header; "" for those that are set
// where the content is written.
func exampleHeader(name string) string {
	switch strings.ToLower(name) {
	case "content-length", "content-type":
		return ""
	case "last-modified":
		return modified.Format(http.TimeFormat)
	}
	return "example-" + strings.ToLower(name)
}

// writeContent answers with text: a comment to Prometheus.
func writeContent(w http.ResponseWriter, a *registry.Action, content string) {
	writeBytes(w, http.StatusOK, content, []byte("# example answer of "+a.Name+" from the sandbox\n"))
}

// writeFile answers with a file, or with the part of it that the request asks for.
func writeFile(w http.ResponseWriter, r *http.Request, content string, f *world.File) {
	if content == "" {
		content = "application/octet-stream"
	}
	if !strings.HasPrefix(r.Header.Get("Range"), "bytes=") { // RFC 9110: ignore other units
		r = r.Clone(r.Context())
		r.Header.Del("Range")
	}
	w.Header().Set("Content-Type", content)
	http.ServeContent(w, r, "", f.Modified, bytes.NewReader(f.Data))
}

// writeEvents answers with a stream of two events and its end.
func writeEvents(w http.ResponseWriter, v any) *refusal {
	text, err := json.Marshal(v)
	if err != nil {
		return broken(err)
	}
	w.Header().Set("Content-Type", eventStream)
	w.WriteHeader(http.StatusOK)
	for _, data := range []string{string(text), string(text), "[DONE]"} {
		if _, err := w.Write([]byte("data: " + data + "\n\n")); err != nil {
			return nil // the client is gone
		}
		_ = http.NewResponseController(w).Flush() // not every writer can
	}
	return nil
}
