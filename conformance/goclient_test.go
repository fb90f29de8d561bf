package conformance

import (
	"context"
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/stretchr/testify/require"
)

// session is the official Go client, which speaks the newest protocol, with a record of
// what went over the wire.
type session struct {
	*mcp.ClientSession
	log   *text
	asked []string
}

// bearer sends a token along.
type bearer struct{ token string }

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+b.token)
	return http.DefaultTransport.RoundTrip(r)
}

// connect answers what it is asked with answer; "" is a client that cannot be asked.
func (b *bench) connect(t *testing.T, to front, answer string) *session {
	t.Helper()
	s := &session{log: &text{}}
	var options mcp.ClientOptions
	if answer != "" {
		options.ElicitationHandler = func(_ context.Context, r *mcp.ElicitRequest) (*mcp.ElicitResult, error) {
			s.asked = append(s.asked, r.Params.Message)
			return &mcp.ElicitResult{Action: answer}, nil
		}
	}
	var transport mcp.Transport = &mcp.StreamableClientTransport{Endpoint: to.URL, HTTPClient: &http.Client{Transport: bearer{to.Token}}}
	if to.URL == "" {
		cmd := exec.Command(to.Command, to.Args...)
		cmd.Dir, cmd.Env, cmd.Stderr = b.dir, b.env, s.log
		transport = &mcp.CommandTransport{Command: cmd}
	}
	client := mcp.NewClient(&mcp.Implementation{Name: "conformance", Version: "1"}, &options)
	var err error
	s.ClientSession, err = client.Connect(t.Context(), &mcp.LoggingTransport{Transport: transport, Writer: s.log}, nil)
	require.NoError(t, err, "%s", end(s.log.String(), 2000))
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// tool calls a tool and returns the text of its result.
func (s *session) tool(t *testing.T, name string, arguments map[string]any) (string, bool) {
	t.Helper()
	return s.call(t, &mcp.CallToolParams{Name: name, Arguments: arguments})
}

func (s *session) call(t *testing.T, params *mcp.CallToolParams) (string, bool) {
	t.Helper()
	result, err := s.CallTool(t.Context(), params)
	require.NoError(t, err, "%s", end(s.log.String(), 2000))
	var all strings.Builder
	for _, part := range result.Content {
		words, ok := part.(*mcp.TextContent)
		require.True(t, ok, "%T", part)
		all.WriteString(words.Text)
	}
	return all.String(), !result.IsError
}
