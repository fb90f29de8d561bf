// Command server is the workspace of the cold start runs.
package main

import (
	"io"
	"net/http"
	"os"

	"github.com/actionctl/connector/bench/internal/part"
)

// metadata is what the official command line asks a host for when it does not know it.
// It keeps a good answer, so that its runs are one request each like all others.
const metadata = `{"workspace_id":"1234567890","cloud":"AWS","host_type":"workspace"}`

func main() {
	cluster, err := os.ReadFile("testdata/cluster.json")
	if err != nil {
		panic(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/databricks-config", answer([]byte(metadata)))
	mux.HandleFunc("GET /api/2.1/clusters/get", answer(cluster))
	mux.HandleFunc("POST /api/2.2/jobs/create", answer([]byte(`{"job_id":4020997813441462123}`)))
	if err := part.Serve(mux); err != nil {
		panic(err)
	}
}

func answer(text []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(text)
	}
}
