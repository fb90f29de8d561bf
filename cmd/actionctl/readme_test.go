package main

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/sandbox"
)

// notRun are the commands of the README that this test leaves to others.
var notRun = map[string]string{
	"go test ./...":                         "this test is part of it",
	"go get github.com/actionctl/connector": "needs the network",
	"go install github.com/actionctl/connector/cmd/actionctl@latest": "needs the network; the tests run this program",
}

// TestDocumentCommands takes the steps of every document in a shell, against a workspace
// that is the sandbox behind a real socket.
func TestDocumentCommands(t *testing.T) {
	documents, err := filepath.Glob("../../docs/*.md")
	require.NoError(t, err)
	for _, document := range append(documents, "../../README.md") {
		todo := steps(t, document)
		if !slices.ContainsFunc(todo, func(st step) bool { return st.command != "" }) {
			continue // it shows no command
		}
		t.Run(filepath.Base(document), func(t *testing.T) {
			t.Parallel() // they mostly wait for work
			home := t.TempDir()
			folder := filepath.Join(home, "work")
			require.NoError(t, os.Mkdir(folder, 0o755))
			if document == "../../README.md" {
				folder = "../.." // its reader stands in the repository
			}
			host := serveWorkspace(t, home)
			session{
				home: home, folder: folder,
				replace: strings.NewReplacer("go run ./cmd/actionctl", "actionctl",
					"https://my.cloud.databricks.com", host, "dapi...", sandbox.Token),
				restore: strings.NewReplacer(host, "https://my.cloud.databricks.com", home, "/home/me"),
			}.run(t, todo)
		})
	}
}

// serveWorkspace serves a sandbox and writes the profile prod for it.
func serveWorkspace(t *testing.T, home string) (host string) {
	t.Helper()
	server := httptest.NewServer(sandbox.New(connector.Builtin(), nil))
	t.Cleanup(server.Close)
	profile := "[prod]\nhost = " + server.URL + "\ntoken = " + sandbox.Token + "\n"
	require.NoError(t, os.WriteFile(filepath.Join(home, ".databrickscfg"), []byte(profile), 0o600))
	return server.URL
}
