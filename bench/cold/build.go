package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
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
	late := b.path("lazymeta")
	if err := b.goRun("..", "run", "./packaging/lazymeta", late); err != nil {
		return err
	}
	// With the versions of its own module, and what releases put in the place of one.
	return b.build("..", b.path("actionctl"), "./cmd/actionctl", "-modfile", filepath.Join(late, "go.mod"))
}

func (b builder) build(dir, to, pkg string, flags ...string) error {
	args := append([]string{"build", "-trimpath", "-ldflags", "-s -w", "-o", to}, flags...)
	return b.goRun(dir, append(args, pkg)...)
}

// goRun runs the go command in a folder.
func (b builder) goRun(dir string, args ...string) error {
	cmd := exec.CommandContext(b.ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, text)
	}
	return nil
}
