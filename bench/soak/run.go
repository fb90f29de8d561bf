package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"

	"github.com/actionctl/connector/bench/internal/part"
)

// run lets the one work after the other, so that neither disturbs the other.
func run(ctx context.Context, s soak) error {
	folder, err := os.MkdirTemp("", "actionctl-soak-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	server, err := part.Start(s.self(ctx, "workspace", nil))
	if err != nil {
		return err
	}
	defer server.Stop()
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "DATABRICKS_HOST=" + server.URL, "DATABRICKS_TOKEN=t"}

	lib, err := s.throughLibrary(ctx, env)
	if err != nil {
		return fmt.Errorf("library: %w", err)
	}
	serve, err := s.throughGateway(ctx, folder, env)
	if err != nil {
		return fmt.Errorf("gateway: %w", err)
	}
	if err := part.Write("soak", append(s.rows("library", lib), s.rows("gateway", serve)...)); err != nil {
		return err
	}
	return errors.Join(grown("library", lib.Samples), grown("gateway", serve.Samples))
}

// self is this program in another role.
func (s soak) self(ctx context.Context, role string, env []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], "-for", s.length.String(), "-callers", strconv.Itoa(s.callers))
	cmd.Env = append(env, roleEnv+"="+role)
	cmd.Stderr = os.Stderr
	return cmd
}

func (s soak) throughLibrary(ctx context.Context, env []string) (*report, error) {
	text, err := s.self(ctx, "library", env).Output()
	if err != nil {
		return nil, err
	}
	r := &report{}
	return r, json.Unmarshal(text, r)
}

func (s soak) throughGateway(ctx context.Context, folder string, env []string) (*report, error) {
	body, err := os.ReadFile("testdata/create.json")
	if err != nil {
		return nil, err
	}
	g, err := startGateway(ctx, folder, env, s.callers)
	if err != nil {
		return nil, err
	}
	r, err := s.both(ctx, g.call(body), g.sample)
	return r, errors.Join(err, g.stop())
}
