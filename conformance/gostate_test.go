package conformance

import (
	"encoding/json"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func startCluster(id string) *mcp.CallToolParams {
	return &mcp.CallToolParams{Name: "run_action", Arguments: map[string]any{
		"action": "post_api_2_1_clusters_start", "connection": work, "params": map[string]any{"data": map[string]any{"cluster_id": id}},
	}}
}

// The newest protocol, in which the server keeps nothing between its question and the
// answer, asks and obeys too.
func TestNewestProtocol(t *testing.T) {
	b := newBench(t)
	for _, to := range b.fronts(t, "--mode", "safe") {
		for answer, runs := range map[string]bool{"accept": true, "decline": false, "cancel": false, "": false} {
			t.Run(to.name+" "+answer, func(t *testing.T) {
				s := b.connect(t, to, answer)
				assert.Equal(t, "2026-07-28", s.InitializeResult().ProtocolVersion)
				said, ok := s.call(t, startCluster("example-cluster_id"))
				assert.Equal(t, runs, ok, "%s", said)
				if answer == "" {
					assert.Contains(t, said, "delete_safe")
				} else {
					assert.Len(t, s.asked, 1)
				}
				if runs {
					assert.Len(t, b.reached.take(), 1)
				} else {
					assert.Empty(t, b.reached.take())
				}
			})
		}
	}
}

// The state that comes with a question belongs to one call: a client that hands in an
// answer for another call, or with a state of its own making, is asked again.
func TestForgedState(t *testing.T) {
	b := newBench(t)
	for _, to := range b.fronts(t, "--mode", "safe") {
		t.Run(to.name, func(t *testing.T) {
			s := b.connect(t, to, "decline")
			_, ok := s.call(t, startCluster("example-cluster_id"))
			require.False(t, ok)
			question, state := s.question(t)
			yes := mcp.InputResponseMap{question: &mcp.ElicitResult{Action: "accept"}}
			flipped := []byte(state)
			flipped[len(flipped)/2] ^= 1
			for name, params := range map[string]*mcp.CallToolParams{
				"no state":           {RequestState: ""},
				"garbage":            {RequestState: "garbage"},
				"one bit":            {RequestState: string(flipped)},
				"cut":                {RequestState: state[:len(state)-1]},
				"used already":       {RequestState: state},
				"of another cluster": {RequestState: state, Arguments: startCluster("example-cluster_id-2").Arguments},
				"of another action": {RequestState: state, Arguments: map[string]any{
					"action": "post_api_2_2_jobs_delete", "connection": work, "params": map[string]any{"data": map[string]any{"job_id": 1}}}},
			} {
				before := len(s.asked)
				params.Name, params.InputResponses = "run_action", yes
				if params.Arguments == nil {
					params.Arguments = startCluster("example-cluster_id").Arguments
				}
				said, ok := s.call(t, params)
				assert.False(t, ok, "%s: %s", name, said)
				assert.Len(t, s.asked, before+1, "%s: is asked again", name)
			}
			assert.Empty(t, b.reached.take())
		})
	}
}

// question is what the server last asked, as it went over the wire.
func (s *session) question(t *testing.T) (name, state string) {
	t.Helper()
	for _, w := range wires(t, s.log.String()) {
		var m struct {
			Result struct {
				InputRequests map[string]json.RawMessage
				RequestState  string
			}
		}
		require.NoError(t, json.Unmarshal(w.Message, &m))
		for each := range m.Result.InputRequests {
			name, state = each, m.Result.RequestState
		}
	}
	require.NotEmpty(t, name, "%s", s.log)
	require.Greater(t, len(state), 20)
	return name, state
}
