package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// builder makes programs the way that releases are made.
type builder struct {
	ctx    context.Context
	folder string
}

func (b builder) path(name string) string { return filepath.Join(b.folder, name) }

func (b builder) all() error {
	for _, name := range []string{"bare", "server", "peak"} {
		if err := b.build(".", b.path(name), "./cold/"+name); err != nil {
			return err
		}
	}
	return b.build("..", b.path("actionctl"), "./cmd/actionctl") // with the versions of its own module
}

func (b builder) build(dir, to, pkg string) error {
	cmd := exec.CommandContext(b.ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", to, pkg)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", pkg, err, text)
	}
	return nil
}
