package conformance

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wire is one message between a client and the server.
type wire struct {
	From    string          `json:"from"` // client or server
	Message json.RawMessage `json:"message"`
}

// wires reads what the SDK's logging transport wrote: each request before its answer,
// which can be faster than the line about the request.
func wires(t *testing.T, log string) []wire {
	t.Helper()
	var all []wire
	for line := range strings.Lines(log) {
		from, message := "", ""
		if rest, found := strings.CutPrefix(line, "write: "); found {
			from, message = "client", rest
		} else if rest, found := strings.CutPrefix(line, "read: "); found {
			from, message = "server", rest
		} else {
			continue
		}
		require.True(t, json.Valid([]byte(message)), "%s", line)
		all = append(all, wire{from, json.RawMessage(strings.TrimSpace(message))})
	}
	slices.SortStableFunc(all, func(a, b wire) int {
		return cmp.Or(cmp.Compare(a.id(t), b.id(t)), cmp.Compare(a.From, b.From))
	})
	return all
}

// id joins a request with its answer.
func (w wire) id(t *testing.T) int {
	t.Helper()
	var m struct{ ID int }
	require.NoError(t, json.Unmarshal(w.Message, &m))
	return m.ID
}

// What differs from run to run: ids that are drawn, times, versions, signed states.
var (
	requestID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16,64}|[A-Z2-7]{26}`)
	version   = regexp.MustCompile(`("name":"actionctl"[^{}]*"version":")[^"]*`)
	state     = regexp.MustCompile(`("requestState":")[^"]*`)
	moment    = regexp.MustCompile(`\b1[0-9]{12}\b`)
	progress  = regexp.MustCompile(`"(progressToken|elapsed)":("[^"]*"|[0-9.]+)`)
)

// comparable is a message without what differs from run to run.
func comparable(message []byte) string {
	s := version.ReplaceAllString(string(message), "${1}VERSION")
	s = state.ReplaceAllString(s, "${1}STATE")
	s = requestID.ReplaceAllString(s, "ID")
	s = progress.ReplaceAllString(s, `"$1":0`)
	return moment.ReplaceAllString(s, "0")
}

// recorded compares a conversation with the one that stands in testdata.
func recorded(t *testing.T, name string, said []wire) {
	t.Helper()
	var now bytes.Buffer
	for _, w := range said {
		w.Message = json.RawMessage(comparable(w.Message))
		line, err := json.Marshal(w)
		require.NoError(t, err)
		now.Write(append(line, '\n'))
	}
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(file, now.Bytes(), 0o600))
	}
	before, err := os.ReadFile(file)
	require.NoError(t, err, "write it with -update")
	was, is := strings.Split(string(before), "\n"), strings.Split(now.String(), "\n")
	for i := range min(len(was), len(is)) {
		require.Equal(t, was[i], is[i], "message %d has changed; read it, then write it with -update", i+1)
	}
	assert.Len(t, is, len(was), "messages; read them, then write them with -update")
}
