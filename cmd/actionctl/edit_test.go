//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// editorCalled puts a program called name first on the path.
func editorCalled(t *testing.T, name, script string) []string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700))
	return []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "TMPDIR=" + t.TempDir()}
}

func TestEditFallsBackToVi(t *testing.T) {
	env := editorCalled(t, "vi", `test -t 1 && echo "data: {spark_version: x}" > "$1"`)
	c := atTerminal(t, env, "run", "-c", "sandbox", "--dry-run", "--edit", "post_api_2_1_clusters_create")
	c.expect(`"spark_version": "x"`)
	assert.Equal(t, exitOK, c.exit())
}

// TestInterruptedEditKeepsTheWork presses Ctrl-C while the editor runs.
func TestInterruptedEditKeepsTheWork(t *testing.T) {
	env := editorCalled(t, "ed", `trap "exit 130" INT; echo "data: {spark_version: x}" > "$1"; echo "REA""DY"; while :; do sleep 0.1; done`)
	c := atTerminal(t, append(env, "EDITOR=ed"), "run", "-c", "sandbox", "--edit", "post_api_2_1_clusters_create")
	c.expect("READY")
	c.send("\x03")
	file := c.expect(`what you wrote is kept\r\n *next: actionctl run post_api_2_1_clusters_create --params @(\S+)`)[1]
	assert.Equal(t, exitInterrupted, c.exit())
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "data: {spark_version: x}\n", string(content))
	info, err := os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}
