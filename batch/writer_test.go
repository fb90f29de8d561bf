package batch_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/batch"
)

// pieces keeps what each Write was given.
type pieces []string

func (p *pieces) Write(b []byte) (int, error) {
	*p = append(*p, string(b))
	return len(b), nil
}

func TestWriteResults(t *testing.T) {
	of := func(id string, change func(*connector.BatchResult)) connector.BatchResult {
		r := connector.BatchResult{BatchCall: connector.BatchCall{ID: id, Line: 9, Call: connector.Call{Action: "act"}}, Outcome: "done", Status: 200}
		change(&r)
		return r
	}
	for name, c := range map[string]struct {
		result connector.BatchResult
		want   string
	}{
		"an object": {of("a", func(r *connector.BatchResult) { r.Data = map[string]any{"b": "<&>", "a": nil} }), `{"id":"a","action":"act","outcome":"done","status":200,"data":{"a":null,"b":"<&>"}}`},
		"a number as id": {of("12345678901234567890", func(r *connector.BatchResult) { r.NumericID, r.Data = true, 1 }),
			`{"id":12345678901234567890,"action":"act","outcome":"done","status":200,"data":1}`},
		"nothing":     {of("a", func(*connector.BatchResult) {}), `{"id":"a","action":"act","outcome":"done","status":200,"data":null}`},
		"text":        {of("a", func(r *connector.BatchResult) { r.Data = []byte("é\n\x00") }), `{"id":"a","action":"act","outcome":"done","status":200,"data":"é\n\u0000"}`},
		"bytes":       {of("a", func(r *connector.BatchResult) { r.Data = []byte{0xff, 0} }), `{"id":"a","action":"act","outcome":"done","status":200,"data":"/wA=","encoding":"base64"}`},
		"no bytes":    {of("a", func(r *connector.BatchResult) { r.Data = []byte(nil) }), `{"id":"a","action":"act","outcome":"done","status":200,"data":""}`},
		"done before": {of("a", func(r *connector.BatchResult) { r.Skipped = true }), `{"id":"a","action":"act","outcome":"done","status":200,"skipped":true}`},
		"an error": {of("a", func(r *connector.BatchResult) { r.Outcome, r.Status, r.Err = "failed", 0, errors.New("oh") }),
			`{"id":"a","action":"act","outcome":"failed","error":{"code":"ERROR","category":"local","message":"oh","retryable":false,"action":"act"}}`},
		"no call": {of("9", func(r *connector.BatchResult) {
			r.NumericID, r.Outcome, r.Status = true, "failed", 0
			r.BatchCall.Err = connector.ErrBadCall
			r.Err, r.Call = r.BatchCall.Err, connector.Call{}
		}), `{"id":9,"line":9,"outcome":"failed","error":{"code":"BAD_CALL","category":"usage","message":"not a call","retryable":false}}`},
		"done, but not written down": {of("a", func(r *connector.BatchResult) { r.Outcome, r.Data, r.Err = "unknown", 1, errors.New("full") }),
			`{"id":"a","action":"act","outcome":"unknown","status":200,"data":1,"error":{"code":"ERROR","category":"local","message":"full","retryable":false,"action":"act"}}`},
	} {
		t.Run(name, func(t *testing.T) {
			var out pieces
			w := batch.NewWriter(&out)
			require.NoError(t, w.Write(c.result))
			require.NoError(t, w.Write(c.result))
			assert.Equal(t, pieces{c.want + "\n", c.want + "\n"}, out, "each line in one piece")
		})
	}
}

// A large line does not stay in memory for the rest of the batch.
func TestWriterLetsGo(t *testing.T) {
	var out pieces
	w := batch.NewWriter(&out)
	large := connector.BatchResult{Data: strings.Repeat("x", 3<<20)}
	require.NoError(t, w.Write(large))
	require.NoError(t, w.Write(connector.BatchResult{}))
	assert.Less(t, batch.Kept(w), 1<<20)
}
