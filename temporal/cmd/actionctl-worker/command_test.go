package main

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// variables are the environment of a test.
type variables map[string]string

func (v variables) LookupEnv(name string) (string, bool) {
	value, ok := v[name]
	return value, ok
}

func (v variables) Environ() []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(v)) {
		all = append(all, name+"="+v[name])
	}
	return all
}

// surroundings are those of a machine with two connections and without Temporal.
func surroundings(t *testing.T) variables {
	t.Helper()
	home := t.TempDir()
	file := filepath.Join(home, "connections.yaml")
	writeConnections(t, file, `
  prod: {host: https://prod.example, auth: {token: "env:TOKEN"}, rate: 5}
  dev: {host: https://dev.example, auth: {token: "env:TOKEN"}}
`)
	settings := filepath.Join(home, "temporal.toml")
	require.NoError(t, os.WriteFile(settings, nil, 0o600))
	return variables{"HOME": home, "TOKEN": "x", "ACTIONCTL_CONNECTIONS": file, "TEMPORAL_CONFIG_FILE": settings, "TEMPORAL_ADDRESS": "127.0.0.1:1"}
}

func writeConnections(t *testing.T, file, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(file, []byte("connections:"+text), 0o600))
}

// command runs a command line that ends by itself.
func command(t *testing.T, env variables, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr strings.Builder
	code = run(t.Context(), &streams{Out: &stdout, Err: &stderr, Env: env}, args)
	return code, stdout.String(), strings.Join(strings.Fields(stderr.String()), " ")
}

func TestWhatIsWrongIsTold(t *testing.T) {
	env := surroundings(t)
	folder := t.TempDir()
	for args, want := range map[string]string{
		"more":                          "takes no arguments",
		"--nonsense":                    "unknown flag: --nonsense",
		"--mode all":                    `--mode: policy: mode "all" is not one of`,
		"--connection [":                `--connection "[" is no glob`,
		"--log xml":                     `--log "xml" is not one of`,
		"--activities 0":                "--activities has to be above 0",
		"--drain -1s":                   "--drain has to be above 0",
		"--drain 0 --log x":             `--log "x" is not one of text, json, off --drain has to be above 0`,
		"--audit-mode strict":           "--audit-mode needs a file",
		"--audit-mode lax --audit x":    `--audit-mode: audit mode "lax" is not one of`,
		"--actions /nowhere/at/all":     "--actions: /nowhere/at/all is no folder of descriptors",
		"-c pord":                       `--connection pord: there is no such connection; did you mean "prod"?`,
		"-c prod -c x* -c y":            "--connection x*: there is no such connection",
		"--max-payload 1":               "--max-payload: Options.MaxPayload is 1;",
		"--objects none:/Volumes/a/b/c": "--objects: connection none: unknown connection",
		"--objects prod:/Volumes/a":     "--objects: ",
		"--metrics-listen 256.0.0.1:1":  "cannot listen on 256.0.0.1:1",
	} {
		code, out, errs := command(t, env, append(strings.Fields(args), "--state", filepath.Join(folder, "s"))...)
		assert.Equal(t, exitUsage, code, "%s: %s", args, errs)
		assert.Contains(t, errs, "actionctl-worker: error: ", args)
		assert.Contains(t, errs, want, args)
		assert.Empty(t, out, args)
	}
}

func TestSettingsOfTemporalAreChecked(t *testing.T) {
	env := surroundings(t)
	env["TEMPORAL_PROFILE"] = "none"
	code, _, errs := command(t, env)
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, errs, "the settings of Temporal cannot be used: unable to find profile none")
	env = surroundings(t)
	env["TEMPORAL_TLS_CLIENT_CERT_PATH"] = "/nowhere/cert.pem"
	code, _, errs = command(t, env)
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, errs, "the settings of Temporal cannot be used")
}

func TestNothingToServe(t *testing.T) {
	env := surroundings(t)
	writeConnections(t, env["ACTIONCTL_CONNECTIONS"], " {}\n")
	code, _, errs := command(t, env)
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, errs, "there is no connection to serve; make one with: actionctl connections add")
	writeConnections(t, env["ACTIONCTL_CONNECTIONS"], " [\n")
	code, _, errs = command(t, env)
	assert.Equal(t, exitLocal, code)
	assert.Contains(t, errs, "connections.yaml")
}

// Who asks for a connection by its name gets it or an error, not a worker without it.
func TestConnectionThatCannotBeUsed(t *testing.T) {
	env := surroundings(t)
	require.NoError(t, os.WriteFile(filepath.Join(env["HOME"], ".databrickscfg"), []byte("[nowhere]\ntoken = x\n"), 0o600))
	code, _, errs := command(t, env, "-c", "prod", "-c", "nowhere")
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, errs, "--connection nowhere cannot be used: ")
	assert.Contains(t, errs, ".databrickscfg")
	assert.NotContains(t, errs, "prod")
}

func TestTemporalIsAway(t *testing.T) {
	env := surroundings(t)
	code, out, errs := command(t, env, "-c", "sandbox", "--namespace", "data", "--log", "off")
	assert.Equal(t, exitLocal, code)
	assert.Empty(t, out)
	assert.Contains(t, errs, "cannot reach Temporal at 127.0.0.1:1, namespace data: ")
	assert.Contains(t, errs, "--address")
}

func TestInterruptedBeforeItBegan(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var out, errs strings.Builder
	code := run(ctx, &streams{Out: &out, Err: &errs, Env: surroundings(t)}, []string{"-c", "prod"})
	assert.Equal(t, exitInterrupted, code)
	assert.Empty(t, out.String())
}

func TestVersionAndHelp(t *testing.T) {
	code, out, errs := command(t, variables{}, "--version")
	assert.Equal(t, exitOK, code)
	assert.Regexp(t, `^actionctl-worker \S+ go\S+ \w+/\w+, 724 actions\n$`, out)
	assert.Empty(t, errs)
	code, out, _ = command(t, variables{}, "--help")
	assert.Equal(t, exitOK, code)
	assert.Contains(t, out, "TEMPORAL_ADDRESS")
	assert.Contains(t, out, "--queue-prefix")
}
