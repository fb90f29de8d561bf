package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
)

const (
	modulePath    = "github.com/santhosh-tekuri/jsonschema/v5"
	moduleVersion = "v5.3.1" // that the edits were written for
)

// find is the folder of v5 in the module cache, for the module in root.
func find(ctx context.Context, root string) (string, error) {
	m, err := download(ctx, root, modulePath)
	if err != nil {
		return "", err
	}
	if m.Version != moduleVersion {
		return "", fmt.Errorf("go.mod has %s %s, the edits in packaging/lazymeta are for %s; "+
			"read its draft.go, write them anew with the new version and checksums, or build without -modfile", modulePath, m.Version, moduleVersion)
	}
	return m.Dir, nil
}

// download is what go.mod of root has of a module, brought into the module cache and
// checked against go.sum.
func download(ctx context.Context, root, path string) (found struct{ Version, Dir string }, err error) {
	cmd := exec.CommandContext(ctx, "go", "mod", "download", "-json", path)
	cmd.Dir = root
	text, err := cmd.Output()
	if err != nil {
		return found, fmt.Errorf("go mod download %s: %w\n%s", path, err, text)
	}
	if err := json.Unmarshal(text, &found); err != nil {
		return found, fmt.Errorf("go mod download %s: %w", path, err)
	}
	return found, nil
}
