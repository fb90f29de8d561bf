package main

import (
	"io"
	"net/http"
	"os"
	"strconv"

	"github.com/actionctl/connector/bench/internal/part"
)

// workspace answers the two calls of the callers.
func workspace() error {
	cluster, err := os.ReadFile("testdata/cluster.json")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/2.1/clusters/get", answer(cluster))
	mux.HandleFunc("POST /api/2.1/clusters/create", answer([]byte(`{"cluster_id":"1234-567890-abcde123"}`)))
	return part.Serve(mux)
}

func answer(text []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(text)))
		_, _ = w.Write(text)
	}
}
