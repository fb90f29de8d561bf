package mcp

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

// A wait that runs out of time is no error, and goes on with more. So does one on a
// handle from elsewhere.
func TestWaitGoesOn(t *testing.T) {
	c := opened(t)
	full := made(t, Options{Connector: c, Mode: connection.FullAccess})
	s := connected(t, full, nil)
	id := s.cluster()
	s.ok("run_action", map[string]any{"action": start, "params": map[string]any{"data": map[string]any{"cluster_id": id}}})
	h := connector.Handle{
		Version: 1, Action: start, Connection: "box", Host: sandbox.Host,
		Poll: map[string]any{"cluster_id": id}, Started: time.Now(),
	}
	stopped := &connector.WaitError{Finished: connector.Finished{Action: start, State: "PENDING", Handle: h}, Err: context.DeadlineExceeded}
	q := &request{CallToolRequest: &mcp.CallToolRequest{Params: &mcp.CallToolParamsRaw{}}}
	answer, err := full.waited(q, connector.Call{Action: start, Connection: "box"}, nil, stopped, nil)
	require.NoError(t, err)
	assert.Equal(t, "PENDING", answer.(map[string]any)["state"])
	done := s.ok("run_action", map[string]any{"more": answer.(map[string]any)["more"]})
	assert.Equal(t, "RUNNING", done["state"])
	assert.Equal(t, "RUNNING", s.ok("run_action", map[string]any{"more": h.String()})["state"])

	hidden := connected(t, made(t, Options{Connector: c, Connections: []string{"no"}}), nil)
	assert.Equal(t, "UNKNOWN_CONNECTION", hidden.refused("run_action", map[string]any{"more": h.String()})["code"])
}

// What is kept for one client is of no use to another, ends, and has bounds.
func TestKept(t *testing.T) {
	k := newKept()
	now := time.Now()
	k.now = func() time.Time { return now }
	mine := k.keep(&remainder{owner: "a"})
	_, ok := k.find(mine, "b")
	assert.False(t, ok)
	for range keptPerClient {
		k.keep(&remainder{owner: "b"})
	}
	_, ok = k.find(mine, "a")
	assert.True(t, ok, "another client pushes nothing out")
	for range keptPerClient {
		k.keep(&remainder{owner: "a"})
	}
	_, ok = k.find(mine, "a")
	assert.False(t, ok)
	last := k.keep(&remainder{owner: "a"})
	now = now.Add(keptTime + time.Second)
	_, ok = k.find(last, "a")
	assert.False(t, ok)
	k.keep(&remainder{owner: "c"})
	assert.Len(t, k.by, 1, "what has ended is forgotten")
}

// Numbers keep their digits both ways.
func TestNumbersKeepTheirDigits(t *testing.T) {
	s := connected(t, made(t, Options{Mode: connection.FullAccess}), nil)
	text, failed := s.call("run_action", map[string]any{"action": "get_api_2_2_jobs_get", "params": map[string]any{"job_id": json.Number("9007199254740993")}})
	assert.True(t, failed)
	assert.Contains(t, text, "9007199254740993", fmt.Sprint(failed))
}

// Who wants to know how far work is, is told.
func TestProgress(t *testing.T) {
	c := opened(t)
	s := made(t, Options{Connector: c, Mode: connection.FullAccess})
	id := connected(t, s, nil).cluster()
	told := make(chan string, 100)
	here, there := mcp.NewInMemoryTransports()
	_, err := s.sdk.Connect(t.Context(), here, nil)
	require.NoError(t, err)
	client := mcp.NewClient(&mcp.Implementation{Name: "test"}, &mcp.ClientOptions{ProgressNotificationHandler: func(_ context.Context, r *mcp.ProgressNotificationClientRequest) {
		told <- r.Params.Message
	}})
	session, err := client.Connect(t.Context(), there, nil)
	require.NoError(t, err)
	params := &mcp.CallToolParams{Name: "run_action", Arguments: map[string]any{"action": start, "wait": true, "params": map[string]any{"data": map[string]any{"cluster_id": id}}}}
	params.SetProgressToken("p")
	r, err := session.CallTool(t.Context(), params)
	require.NoError(t, err)
	assert.False(t, r.IsError)
	assert.Equal(t, "started", <-told)
	assert.Contains(t, <-told, "ING", "a state of the cluster")
	require.NoError(t, session.Close())
}
