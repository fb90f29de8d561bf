package conformance

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/tiktoken-go/tokenizer"
)

// What an agent may spend on finding, reading and running "start cluster X and wait". The
// numbers are of the vocabularies of OpenAI's models; those of others differ a little.
const (
	mostCalls  = 4
	mostTokens = 3000
	aimTokens  = 2000
	mostBytes  = 9000
)

// An agent that has only this server gets "start cluster X and wait" done in three calls.
// Each story stands in testdata as it went over the wire.
func TestTranscript(t *testing.T) {
	for name, story := range map[string]struct {
		mode, answer string
		runs         bool
	}{
		"refused":   {"safe", "", false},
		"wide_mode": {"delete_safe", "", true},
		"accepted":  {"safe", "accept", true},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			s := b.connect(t, b.stdio("--mode", story.mode), story.answer)
			tools, err := s.ListTools(t.Context(), nil)
			require.NoError(t, err)
			require.NotEmpty(t, tools.Tools)

			found, ok := s.tool(t, "search_actions", map[string]any{"query": "start cluster and wait"})
			require.True(t, ok, found)
			require.Contains(t, found, "post_api_2_1_clusters_start")
			described, ok := s.tool(t, "describe_action", map[string]any{"action": "post_api_2_1_clusters_start"})
			require.True(t, ok, described)
			require.Contains(t, described, "cluster_id")
			ran, ok := s.tool(t, "run_action", map[string]any{
				"action": "post_api_2_1_clusters_start", "wait": true,
				"params": map[string]any{"data": map[string]any{"cluster_id": "example-cluster_id"}},
			})
			assert.Equal(t, story.runs, ok, ran)
			reached := b.reached.take()
			if story.runs {
				assert.Contains(t, ran, "RUNNING")
				require.NotEmpty(t, reached)
				assert.Equal(t, work+" POST /api/2.1/clusters/start", reached[0])
			} else {
				assert.Contains(t, ran, "delete_safe")
				assert.Empty(t, reached)
			}
			said := wires(t, s.log.String())
			spent(t, said)
			recorded(t, "transcript_"+name+".jsonl", said)
		})
	}
}

// spent counts what a model reads and writes: the definitions of the tools, its own
// arguments, the texts of the results.
func spent(t *testing.T, said []wire) {
	t.Helper()
	calls, all := 0, ""
	for _, w := range said {
		var m struct {
			Method string
			Params struct {
				Arguments    json.RawMessage
				RequestState string
			}
			Result struct {
				Tools []struct {
					Name, Description string
					InputSchema       json.RawMessage
				}
				Content []struct{ Text string }
			}
		}
		require.NoError(t, json.Unmarshal(w.Message, &m))
		if w.From == "client" && m.Method == "tools/call" && m.Params.RequestState == "" { // else the client goes on by itself
			calls++
			all += string(m.Params.Arguments) + "\n"
		}
		for _, each := range m.Result.Tools {
			all += each.Name + "\n" + each.Description + "\n" + string(each.InputSchema) + "\n"
		}
		for _, part := range m.Result.Content {
			all += part.Text + "\n"
		}
	}
	assert.LessOrEqual(t, calls, mostCalls, "calls of tools")
	assert.Less(t, len(all), mostBytes, "bytes")
	for _, encoding := range []tokenizer.Encoding{tokenizer.O200kBase, tokenizer.Cl100kBase} {
		codec, err := tokenizer.Get(encoding)
		require.NoError(t, err)
		tokens, err := codec.Count(all)
		require.NoError(t, err)
		t.Logf("%d calls, %d bytes, %d tokens of %s", calls, len(all), tokens, encoding)
		assert.Less(t, tokens, aimTokens, "of %s; the promise is %d", encoding, mostTokens)
	}
}
