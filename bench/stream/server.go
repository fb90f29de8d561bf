package main

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
)

// filePath is where the API has the file of the transfers.
const (
	filePath = "/Volumes/main/raw/in/a.bin"
	fileURL  = "/api/2.0/fs/files" + filePath
	seenURL  = "/seen"
)

// workspace gives and takes one file, and says how many bytes the last transfer had.
type workspace struct {
	size int64
	seen atomic.Int64
}

func (s *workspace) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == seenURL:
		fmt.Fprint(w, s.seen.Load())
	case r.URL.Path != fileURL:
		http.NotFound(w, r)
	case r.Method == http.MethodPut:
		n, _ := io.Copy(io.Discard, r.Body)
		s.seen.Store(n)
		w.WriteHeader(http.StatusNoContent)
	default:
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Length", strconv.FormatInt(s.size, 10))
		n, _ := io.Copy(w, struct{ io.Reader }{&source{size: s.size}})
		s.seen.Store(n)
	}
}
