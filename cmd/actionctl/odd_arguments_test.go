package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/terminal"
)

// odd are arguments that nobody means.
var odd = []string{
	"", " ", "-", "--", "@", "=", ":=", "@missing", "@.", ".", "folder", "missing/file", "/", "99999999999999999999", "-1", "-5s",
	"1e999", "NaN", "*", "[", "\x1b[2J", "\x00", "\xff\xfe", "\u202e", "a=b", "a:=", "a:={", "a=@missing", "a=@folder", "data.=1", "data.-1=2", ".=..",
	"--no-such-flag", "-Z", "--=", "\\", "$", "{}", "[]", "null", "file.json", strings.Repeat("x", 100_000), strings.Repeat("[", 10_000),
}

// oddFew are those that flags get: there are many flags.
var oddFew = []string{"", "-", "@", "@missing", "@folder", "folder", "99999999999999999999", "-5s", "\x00\xff", "\x1b[2J", "[", strings.Repeat("x", 10_000)}

// documented are the exit codes that there are.
var documented = []int{exitOK, exitLocal, exitUsage, exitRedirect, exitClient, exitServer, exitDeadline, exitFailed, exitPolicy, exitInterrupted}

// bench is a place to run odd command lines in.
type bench struct {
	env map[string]string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	require.NoError(t, os.Mkdir("folder", 0o700))
	require.NoError(t, os.WriteFile("file.json", []byte("{}"), 0o600))
	return &bench{env: map[string]string{
		"HOME": dir, "ODD_TOKEN": tokenCanary, "EDITOR": "false", "DATABRICKS_CONFIG_PROFILE": "odd",
		"ACTIONCTL_CONNECTIONS": filepath.Join(dir, "connections.yaml"),
	}}
}

// reset puts the connections back, which some commands change.
func (b *bench) reset(t *testing.T) {
	t.Helper()
	text := "connections: {odd: {host: \"http://127.0.0.1:1\", retry_budget: -1s, auth: {token: env:ODD_TOKEN}, headers: {X-Key: " + tokenCanary + "}}}\n"
	require.NoError(t, os.WriteFile("connections.yaml", []byte(text), 0o600))
}

// run runs one command line and checks what holds for every one.
func (b *bench) run(ctx context.Context, t *testing.T, out interface{ Write([]byte) (int, error) }, args []string) {
	t.Helper()
	b.reset(t)
	shown := make([]string, len(args))
	for i, arg := range args {
		shown[i] = terminal.Cut(terminal.Line(arg), 40)
	}
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("%q: panic: %v", shown, r)
		}
	}()
	var stdout, stderr strings.Builder
	if out == nil {
		out = &stdout
	}
	code := run(ctx, &streams{
		In: strings.NewReader(""), Out: out, Err: &stderr,
		Getenv: func(key string) string { return b.env[key] },
	}, args)
	assert.Contains(t, documented, code, "%q", shown)
	assertNoCanary(t, shown, stdout.String(), stderr.String())
	assert.Equal(t, terminal.Lines(stderr.String()), stderr.String(), "%q", shown)
	if code == exitUsage {
		assert.NotEmpty(t, stderr.String(), "%q", shown)
	}
	if wantsJSON(args) && code != exitOK && stderr.Len() > 0 {
		lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		var o struct{ Code, Category, Message string }
		err := json.Unmarshal([]byte(lines[len(lines)-1]), &o)
		assert.NoError(t, err, "%q: %.300s", shown, stderr.String())
		assert.True(t, o.Code != "" && o.Category != "" && o.Message != "", "%q: %.300s", shown, stderr.String())
	}
}

// leaves are the commands that do something, as words.
func leaves(cmd *cobra.Command, path []string) map[*cobra.Command][]string {
	found := map[*cobra.Command][]string{}
	for _, child := range cmd.Commands() {
		way := append(slices.Clip(path), child.Name())
		if child.HasSubCommands() {
			for leaf, words := range leaves(child, way) {
				found[leaf] = words
			}
			continue
		}
		found[child] = way
	}
	return found
}

// within is a context that ends; that of a server at once, which has it stop.
func within(t *testing.T, cmd *cobra.Command) context.Context {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(stop)
	if cmd.Flags().Lookup("listen") != nil {
		stop()
	}
	return ctx
}

// usual are arguments with which the commands that want some begin their work.
var usual = map[string][]string{
	"run":      {"get_api_2_1_clusters_get"},
	"describe": {"get_api_2_1_clusters_get"},
	"skeleton": {"post_api_2_1_clusters_create"},
	"search":   {"cluster"},
	"show":     {"odd"},
	"test":     {"odd"},
	"add":      {"new"},
	"create":   {"new", "--connection", "odd"},
	"lint":     {"folder"}, // without one it reads all descriptors that there are
	"fmt":      {"folder"},
}

// TestOddArguments gives every command what nobody means.
func TestOddArguments(t *testing.T) {
	b := newBench(t)
	a := &app{streams: &streams{Getenv: func(string) string { return "" }}}
	all := leaves(a.newRoot(), nil)
	require.Greater(t, len(all), 10)
	for cmd, words := range all {
		t.Run(strings.Join(words, " "), func(t *testing.T) {
			ctx := within(t, cmd)
			begun := slices.Concat(words, usual[cmd.Name()])
			b.run(ctx, t, nil, words)
			for _, arg := range odd {
				if cmd.Name() == "lint" && arg == "--" {
					continue // it reads all descriptors again, as above
				}
				b.run(ctx, t, nil, append(slices.Clip(words), arg))
				b.run(ctx, t, nil, append(slices.Clip(words), arg, arg))
				b.run(ctx, t, nil, append(slices.Clip(begun), arg, "-o", "json"))
			}
			flag := func(f *pflag.Flag) {
				for _, value := range oddFew {
					b.run(ctx, t, nil, append(slices.Clip(begun), "--"+f.Name+"="+value))
				}
				b.run(ctx, t, nil, append(slices.Clip(begun), "--"+f.Name))
				b.run(ctx, t, nil, append(slices.Clip(begun), "-o", "json", "--"+f.Name, "-"))
			}
			cmd.LocalFlags().VisitAll(flag)
			if cmd.Name() == "run" { // what all commands have, once
				cmd.InheritedFlags().VisitAll(flag)
			}
		})
	}
}

// closed is an output that nobody reads any more.
type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestClosedOutput(t *testing.T) {
	b := newBench(t)
	a := &app{streams: &streams{Getenv: func(string) string { return "" }}}
	for cmd, words := range leaves(a.newRoot(), nil) {
		b.run(within(t, cmd), t, closed{}, append(slices.Clip(words), usual[cmd.Name()]...))
	}
	for _, args := range [][]string{
		{}, {"--help"}, {"run", "--help"}, {"connections"}, {"--version"},
		{"run", "-c", "sandbox", "get_api_2_1_clusters_list"},
		{"run", "-c", "sandbox", "get_api_2_1_clusters_list", "--all", "-o", "jsonl"},
		{"run", "-c", "sandbox", "--curl", "get_api_2_1_clusters_list"},
		{"run", "-c", "sandbox", "--explain", "get_api_2_1_clusters_list"},
	} {
		b.run(t.Context(), t, closed{}, args)
	}
}

func TestOddRoots(t *testing.T) {
	b := newBench(t)
	for _, arg := range odd {
		b.run(t.Context(), t, nil, []string{arg})
		b.run(t.Context(), t, nil, []string{"help", arg})
		b.run(t.Context(), t, nil, []string{"connections", arg})
		b.run(t.Context(), t, nil, []string{"--actions", arg, "list"})
		b.run(t.Context(), t, nil, []string{"__complete", "run", arg})
		b.run(t.Context(), t, nil, []string{"__complete", "run", "post_api_2_1_clusters_create", arg})
	}
}
