package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	getFile = "get_api_2_0_fs_filesby_file_path"
	export  = "get_api_2_0_workspace_export"
)

func hello(w io.Writer) error {
	_, err := io.WriteString(w, "hello")
	return err
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out")
	require.NoError(t, writeFile(name, hello))
	require.NoError(t, os.Chmod(name, 0o640))
	require.NoError(t, writeFile(name, hello))
	info, err := os.Stat(name)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o640), info.Mode().Perm(), "the mode is kept")

	broke := errors.New("broke off")
	err = writeFile(name, func(w io.Writer) error { _, _ = io.WriteString(w, "half"); return broke })
	require.ErrorIs(t, err, broke)
	assert.Equal(t, []string{"out"}, names(t, dir))
	assert.Equal(t, "hello", content(t, name))
	require.Error(t, writeFile(filepath.Join(dir, "none", "out"), hello))
}

// A link stays a link.
func TestWriteFileThroughALink(t *testing.T) {
	dir := t.TempDir()
	name, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	require.NoError(t, os.WriteFile(name, nil, 0o600))
	require.NoError(t, os.Symlink(name, link))
	require.NoError(t, writeFile(link, hello))
	assert.Equal(t, "hello", content(t, name))
	target, err := os.Readlink(link)
	require.NoError(t, err)
	assert.Equal(t, name, target)
}

// A device or a pipe is not replaced by a file.
func TestWriteFileToAPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	got := make(chan string)
	go func() {
		text, _ := os.ReadFile(pipe)
		got <- string(text)
	}()
	require.NoError(t, writeFile(pipe, hello))
	assert.Equal(t, "hello", <-got)
	info, err := os.Stat(pipe)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&os.ModeNamedPipe)
	assert.Error(t, writeFile(t.TempDir(), hello), "a folder")
}

// Bytes go out as they came, whatever the output format.
func TestBytesAsTheyCame(t *testing.T) {
	bytes := "\x00\xff{\"not\": \"to be indented\"}\r\n"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/octet-stream")
		_, _ = io.WriteString(w, bytes)
	}))
	defer server.Close()
	for _, args := range [][]string{
		{getFile, "file_path=/Volumes/a/b/c/d"},
		{getFile, "file_path=/Volumes/a/b/c/d", "-o", "yaml"},
		{export, "path=/a", "direct_download=true", "-o", "raw"},
		{export, "path=/a", "direct_download=true"},
	} {
		code, stdout, stderr := runAgainst(t.Context(), server.URL, args[0], args[1:]...)
		assert.Equal(t, exitOK, code, stderr)
		assert.Equal(t, bytes, stdout, args)
		name := filepath.Join(t.TempDir(), "out")
		code, stdout, stderr = runAgainst(t.Context(), server.URL, args[0], append(args[1:], "--output-file", name)...)
		assert.Equal(t, exitOK, code, stderr)
		assert.Empty(t, stdout)
		assert.Equal(t, bytes, content(t, name))
	}
}

// halfServer sends half of a file and no more; half is told when it has.
func halfServer(t *testing.T, half func()) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "10")
		_, _ = io.WriteString(w, "half ")
		_ = http.NewResponseController(w).Flush()
		half()
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	return server
}

func TestInterruptLeavesNoHalfFile(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	server := halfServer(t, stop)
	dir := t.TempDir()
	code, _, _ := runAgainst(ctx, server.URL, getFile, "file_path=/f", "--output-file", filepath.Join(dir, "out"))
	assert.Equal(t, exitInterrupted, code)
	assert.Empty(t, names(t, dir))
}

// The same with a real signal to a real process.
func TestSignalLeavesNoHalfFile(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	dir := t.TempDir()
	program := filepath.Join(t.TempDir(), "actionctl") // the test binary is the command under this name
	require.NoError(t, os.Symlink(self, program))
	began := make(chan struct{})
	server := halfServer(t, func() { close(began) })
	cmd := exec.Command(program, "run", getFile, "file_path=/f", "--output-file", filepath.Join(dir, "out"))
	cmd.Env = []string{"HOME=" + dir, "DATABRICKS_HOST=" + server.URL, "DATABRICKS_TOKEN=t"}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	require.NoError(t, cmd.Start())
	<-began
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	_ = cmd.Wait()
	assert.Equal(t, exitInterrupted, cmd.ProcessState.ExitCode(), stderr.String())
	assert.Empty(t, names(t, dir))
}

func names(t *testing.T, dir string) (list []string) {
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func content(t *testing.T, name string) string {
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}
