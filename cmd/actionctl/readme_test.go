package main

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox"
)

// notRun are the commands of the README that this test leaves to others.
var notRun = map[string]string{
	"go test ./...":                         "this test is part of it",
	"go get github.com/actionctl/connector": "needs the network",
	"go install ./cmd/actionctl":            "would leave a program behind; the tests run this one",
}

// TestDocumentCommands runs every console block of the documents in a shell, against a
// workspace that is the sandbox behind a real socket.
func TestDocumentCommands(t *testing.T) {
	for _, file := range []string{"README.md", "docs/connections.md"} {
		t.Run(file, func(t *testing.T) { runBlocks(t, "../../"+file) })
	}
}

func runBlocks(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?ms)^```console\n(.*?)^```$").FindAllStringSubmatch(string(text), -1)
	require.NotEmpty(t, blocks)
	home := t.TempDir()
	host, own := readmeWorkspace(t, home)
	var script []string // one shell for all: what is exported stays so
	for _, block := range blocks {
		for line := range strings.Lines(block[1]) {
			command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ ")
			require.True(t, ok, "a console line begins with $: %q", line)
			if reason := notRun[command]; reason != "" {
				t.Logf("not run here: %s: %s", command, reason)
				continue
			}
			command = strings.ReplaceAll(command, "go run ./cmd/actionctl", "actionctl")
			command = strings.ReplaceAll(command, "https://my.cloud.databricks.com", host)
			command = strings.ReplaceAll(command, "dapi...", sandbox.Token)
			command = regexp.MustCompile(`\bDIR\b`).ReplaceAllString(command, own)
			script = append(script, command)
		}
	}
	runShell(t, home, strings.Join(script, "\n"))
}

// readmeWorkspace serves a sandbox that also knows the README's own action, and
// writes the profile prod for it.
func readmeWorkspace(t *testing.T, home string) (host, own string) {
	t.Helper()
	own = t.TempDir()
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	m := regexp.MustCompile("(?ms)^```yaml\n(name: get_acme_things\n.*?)^```$").FindSubmatch(readme)
	require.NotNil(t, m)
	require.NoError(t, os.Mkdir(filepath.Join(own, "acme"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(own, "acme", "get_acme_things.yaml"), m[1], 0o644))
	added, err := registry.Open(os.DirFS(own))
	require.NoError(t, err)
	reg, err := connector.Builtin().With(added)
	require.NoError(t, err)
	server := httptest.NewServer(sandbox.New(reg, nil))
	t.Cleanup(server.Close)
	profile := "[prod]\nhost = " + server.URL + "\ntoken = " + sandbox.Token + "\n"
	require.NoError(t, os.WriteFile(filepath.Join(home, ".databrickscfg"), []byte(profile), 0o600))
	return server.URL, own
}

func runShell(t *testing.T, home, script string) {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh on this machine to run the README's commands with")
	}
	self, err := os.Executable()
	require.NoError(t, err)
	bin := t.TempDir()
	require.NoError(t, os.Symlink(self, filepath.Join(bin, "actionctl"))) // TestMain runs it as the command
	cmd := exec.CommandContext(t.Context(), sh, "-e", "-c", script)
	cmd.Dir = "../.."
	cmd.Env = []string{"HOME=" + home, "PATH=" + bin + ":" + os.Getenv("PATH")}
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s\n%s", script, out)
}
