package mcp

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

// opened is a connector whose one connection is a sandbox of its own.
func opened(t testing.TB, change ...func(*connector.Config)) *connector.Connector {
	t.Helper()
	box, err := sandbox.Open(sandbox.Config{Registry: connector.Builtin()})
	require.NoError(t, err)
	cfg := connector.Config{Connections: map[string]connection.Connection{"box": box.Connection()}, Getenv: func(key string) string {
		if key == "HOME" {
			return t.TempDir()
		}
		return ""
	}}
	for _, c := range change {
		c(&cfg)
	}
	c, err := connector.Open(cfg)
	require.NoError(t, err)
	return c
}

// session is a client's, over memory. say answers questions to the person; nil means that
// the client cannot ask.
type session struct {
	*mcp.ClientSession
	t     testing.TB
	asked []string
	bytes int // of what a model has seen
	calls int
}

func connected(t testing.TB, s *Server, say func(message string) string) *session {
	t.Helper()
	out := &session{t: t}
	o := &mcp.ClientOptions{Capabilities: &mcp.ClientCapabilities{}}
	if say != nil {
		o.ElicitationHandler = func(_ context.Context, r *mcp.ElicitRequest) (*mcp.ElicitResult, error) {
			out.asked = append(out.asked, r.Params.Message)
			return &mcp.ElicitResult{Action: say(r.Params.Message)}, nil
		}
	}
	here, there := mcp.NewInMemoryTransports()
	_, err := s.sdk.Connect(t.Context(), here, nil)
	require.NoError(t, err)
	out.ClientSession, err = mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, o).Connect(t.Context(), there, nil)
	require.NoError(t, err)
	t.Cleanup(func() { _ = out.Close() })
	return out
}

func made(t testing.TB, o Options) *Server {
	t.Helper()
	if o.Connector == nil {
		o.Connector = opened(t)
	}
	o.Interval = time.Microsecond
	s, err := New(o)
	require.NoError(t, err)
	return s
}

// call runs a tool and gives the text that a model gets.
func (s *session) call(tool string, arguments map[string]any) (text string, failed bool) {
	s.t.Helper()
	r, err := s.CallTool(s.t.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	require.NoError(s.t, err)
	require.Len(s.t, r.Content, 1)
	text = r.Content[0].(*mcp.TextContent).Text
	require.True(s.t, json.Valid([]byte(text)), text)
	sent, err := json.Marshal(arguments)
	require.NoError(s.t, err)
	s.calls++
	s.bytes += len(tool) + len(sent) + len(text)
	return text, r.IsError
}

// ok is call for what has to go well.
func (s *session) ok(tool string, arguments map[string]any) map[string]any {
	s.t.Helper()
	text, failed := s.call(tool, arguments)
	require.False(s.t, failed, text)
	var out map[string]any
	require.NoError(s.t, json.Unmarshal([]byte(text), &out))
	return out
}

// refused is call for what has to fail; it gives the error.
func (s *session) refused(tool string, arguments map[string]any) map[string]any {
	s.t.Helper()
	text, failed := s.call(tool, arguments)
	require.True(s.t, failed, text)
	var out struct{ Error map[string]any }
	require.NoError(s.t, json.Unmarshal([]byte(text), &out))
	return out.Error
}
