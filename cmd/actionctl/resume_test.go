package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// A connection that breaks in the middle of a download goes unnoticed.
func TestBrokenDownloadGoesOn(t *testing.T) {
	file := []byte(strings.Repeat("0123456789", 10000))
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Header.Get("Range"))
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("ETag", `"v1"`)
		if len(asked)%2 == 0 { // the rest
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(file))
			return
		}
		w.Header().Set("Content-Length", "100000")
		_, _ = w.Write(file[:12345]) // and no more: the connection is closed
	}))
	defer server.Close()
	name := filepath.Join(t.TempDir(), "out")
	code, _, stderr := runAgainst(t.Context(), server.URL, getFile, "file_path=/f", "--output-file", name)
	assert.Equal(t, exitOK, code, stderr)
	assert.Equal(t, file, []byte(content(t, name)))
	code, stdout, stderr := runAgainst(t.Context(), server.URL, getFile, "file_path=/f")
	assert.Equal(t, exitOK, code, stderr)
	assert.Equal(t, file, []byte(stdout))
	assert.Equal(t, []string{"", "bytes=12345-", "", "bytes=12345-"}, asked)
}

// A file that changes in between is told; no mixture of the two is left behind.
func TestChangedDownloadLeavesNoFile(t *testing.T) {
	modified := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Range") != "" {
			http.ServeContent(w, r, "", modified.Add(time.Hour), strings.NewReader("another"))
			return
		}
		w.Header().Set("Last-Modified", modified.Format(http.TimeFormat))
		w.Header().Set("Content-Length", "10")
		_, _ = w.Write([]byte("half "))
	}))
	defer server.Close()
	dir := t.TempDir()
	code, _, stderr := runAgainst(t.Context(), server.URL, getFile, "file_path=/f", "--output-file", filepath.Join(dir, "out"))
	assert.Equal(t, exitClient, code)
	assert.Contains(t, stderr, "broke off after 5 bytes: the file has changed meanwhile")
	assert.Empty(t, names(t, dir))
}
