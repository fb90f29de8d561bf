package batch_test

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/batch"
	"github.com/actionctl/connector/connection"
)

// generated is an input of n lines that is made as it is read.
type generated struct {
	n, next int
	rest    string
}

func (g *generated) Read(p []byte) (int, error) {
	if g.rest == "" {
		if g.next == g.n {
			return 0, io.EOF
		}
		g.rest = fmt.Sprintf("{\"id\":%d,\"action\":\"get_api_2_2_jobs_get\",\"params\":{\"job_id\":%d}}\n", g.next, g.next)
		g.next++
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	return n, nil
}

// fixed is a service that always says the same.
type fixed struct{}

func (fixed) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"job_id":1}`))}, nil
}

func newFixed(t testing.TB) *connector.Connector {
	t.Helper()
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"w": {Host: "https://w.example", Transport: fixed{}, RetryBudget: -1},
	}})
	require.NoError(t, err)
	return c
}

// A long batch takes no more memory than a short one.
func TestLongBatchesTakeConstantMemory(t *testing.T) {
	c := newFixed(t)
	for ordered, lines := range map[bool]int{false: longBatch, true: longBatch / 5} {
		if raceEnabled {
			lines = longBatch / 10 // the race detector makes it ten times as slow
		}
		in, out := batch.NewReader(&generated{n: lines}), batch.NewWriter(io.Discard)
		in.Default.Connection = "w"
		var early, most uint64
		n := 0
		for r := range c.RunBatch(t.Context(), in.Calls(), connector.BatchOptions{Ordered: ordered}) {
			require.NoError(t, r.Err)
			require.NoError(t, out.Write(r))
			if n++; n%(lines/10) == 0 {
				if used := heap(); early == 0 {
					early = used
				} else {
					most = max(most, used)
				}
			}
		}
		assert.Equal(t, lines, n)
		assert.Less(t, most, early+1<<20, "a tenth of the batch took %d bytes, the rest up to %d", early, most)
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// What the journal holds in memory is small for each id.
func TestJournalIsSmallInMemory(t *testing.T) {
	const ids = 100_000
	name := journalIn(t)
	text := batch.Frame(`{"journal":"actionctl batch","version":1}`)
	var b strings.Builder
	b.WriteString(text)
	for i := range ids {
		b.WriteString(batch.Frame(fmt.Sprintf(`{"id":"call-%d","call":"print","state":"done","status":200}`, i)))
	}
	writeFile(t, name, b.String())
	b.Reset()
	before := heap()
	j := open(t, name)
	assert.Equal(t, ids, j.Len())
	used := heap() - before
	runtime.KeepAlive(j)
	assert.Less(t, used/ids, uint64(120), "bytes for each id")
}
