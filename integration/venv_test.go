//go:build integration && unix

package integration

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

//go:embed requirements.txt
var requirements []byte

// Environment variables of the tests.
const (
	envCache  = "ACTIONCTL_INTEGRATION_CACHE"  // folder of the virtual environments
	envPython = "ACTIONCTL_INTEGRATION_PYTHON" // interpreter to make them with
)

// venvPython returns the interpreter of a virtual environment that has the pinned
// packages. The first use installs them; other pins or another Python make another
// environment.
func venvPython(t *testing.T) string {
	t.Helper()
	base := os.Getenv(envPython)
	if base == "" {
		base = "python3"
	}
	version := output(t, base, "-c", "import sys; print(sys.version, sys.executable)")
	sum := sha256.Sum256(append([]byte(version), requirements...))
	dir := filepath.Join(cacheDir(t), fmt.Sprintf("mlflow-%x", sum[:6]))
	python := filepath.Join(dir, "bin", "python")
	if _, err := os.Stat(python); err == nil {
		return python
	}
	install(t, base, dir)
	return python
}

// install makes the environment under another name and renames it when it is
// complete: what has the final name works, also when two tests install at once. A
// renamed environment runs "python -m"; only its scripts know the old path.
func install(t *testing.T, base, dir string) {
	t.Helper()
	t.Logf("installing MLflow into %s; this takes about a minute and is kept", dir)
	partial, err := os.MkdirTemp(filepath.Dir(dir), "partial-*") //nolint:usetesting // a rename stays on one disk
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(partial) }() // gone already when all went well
	pins := filepath.Join(partial, "requirements.txt")
	if err := os.WriteFile(pins, requirements, 0o600); err != nil {
		t.Fatal(err)
	}
	output(t, base, "-m", "venv", partial) // Debian has this module in python3-venv
	output(t, filepath.Join(partial, "bin", "python"), "-m", "pip", "install",
		"--quiet", "--disable-pip-version-check", "--only-binary=:all:", "--requirement", pins)
	if err := os.Rename(partial, dir); err != nil {
		if _, made := os.Stat(dir); made != nil {
			t.Fatal(err)
		}
	}
}

func cacheDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv(envCache)
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			t.Fatalf("no folder for the Python packages: %v; set %s", err, envCache)
		}
		dir = filepath.Join(user, "actionctl-integration")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// output runs a program to its end and returns what it printed.
func output(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
	return string(out)
}
