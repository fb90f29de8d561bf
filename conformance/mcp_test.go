package conformance

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// front is one way to the server for agents.
type front struct {
	name string
	// Command, Args and Env start a server on standard input and output.
	Command string            `json:"command,omitempty"`
	Args    []string          `json:"args,omitempty"`
	Env     map[string]string `json:"env,omitempty"`
	// URL and Token are those of a server that runs.
	URL   string `json:"url,omitempty"`
	Token string `json:"token,omitempty"`
}

// stdio is the server as hosts start it.
func (b *bench) stdio(args ...string) front {
	env := map[string]string{}
	for _, setting := range b.env {
		name, value, _ := strings.Cut(setting, "=")
		env[name] = value
	}
	return front{name: "stdio", Command: binary, Args: append([]string{"mcp"}, args...), Env: env}
}

// overHTTP is the server as teams run it for many.
func (b *bench) overHTTP(t *testing.T, args ...string) front {
	t.Helper()
	token := b.token(t, "agent", "--connection", work, "--confirm")
	p := start(t, b.command(append([]string{"mcp", "--listen", "127.0.0.1:0"}, args...)...))
	return front{name: "http", URL: p.line(t, "listening on ") + "/mcp", Token: token}
}

func (b *bench) fronts(t *testing.T, args ...string) []front {
	t.Helper()
	return []front{b.stdio(args...), b.overHTTP(t, args...)}
}

// step is a call of the TypeScript client.
type step struct {
	Do   string `json:"do"`
	With any    `json:"with,omitempty"`
}

func tool(name string, arguments map[string]any) step {
	return step{"callTool", map[string]any{"name": name, "arguments": arguments}}
}

// outcome is what came of a step.
type outcome struct {
	Result map[string]any
	Error  *struct {
		Code    int
		Message string
	}
}

// text is the text of a tool's result.
func (o outcome) text(t *testing.T) string {
	t.Helper()
	require.Nil(t, o.Error)
	var all strings.Builder
	for _, part := range o.Result["content"].([]any) {
		all.WriteString(part.(map[string]any)["text"].(string))
	}
	return all.String()
}

// failed tells whether a tool says that it failed.
func (o outcome) failed() bool { return o.Result["isError"] == true }

type conversation struct {
	Server       map[string]any
	Capabilities map[string]any
	Instructions string
	Asked        []map[string]any
	Progress     []map[string]any
	Steps        []outcome
	Failed       *struct{ Message string }
}

// talk lets the TypeScript client take the steps. answer is what it says when it is
// asked; "" is a client that cannot be.
func (b *bench) talk(t *testing.T, to front, answer string, steps ...step) conversation {
	t.Helper()
	told, err := json.Marshal(struct {
		front
		Answer string `json:"answer"`
		Steps  []step `json:"steps"`
	}{to, answer, steps})
	require.NoError(t, err)
	out, errs, code := b.script(t, string(told), "client.mjs")
	require.Zero(t, code, "%s%s", out, errs)
	var c conversation
	require.NoError(t, json.Unmarshal([]byte(out), &c), "%s%s", out, errs)
	require.Nil(t, c.Failed, "%s", errs)
	require.Len(t, c.Steps, len(steps))
	return c
}
