package activities

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

func many(n int, f func(string) contract.BatchCall) []contract.BatchCall {
	calls := make([]contract.BatchCall, n)
	for i := range calls {
		calls[i] = f(strconv.Itoa(i))
	}
	return calls
}

// All that is wrong with a batch is told at once, and nothing is sent.
func TestBatchesThatAreNone(t *testing.T) {
	object := contract.Object{URI: "file:///etc/passwd"}
	long := create(strings.Repeat("x", contract.MaxBatchID+1))
	for name, c := range map[string]struct {
		batch contract.Batch
		want  []string
	}{
		"too many":       {batchOf(many(contract.MaxBatch+1, create)...), []string{"/calls", "1001 calls", "split them"}},
		"too much work":  {batchOf(many(251, func(id string) contract.BatchCall { return start(id, true) })...), []string{"count 4 each"}},
		"ids":            {batchOf(create("a"), create("a"), long), []string{"/calls/1/id", `"a" was the id of another call`, "/calls/2/id", "at most 128"}},
		"numbers as ids": {batchOf(create("2"), create("")), []string{"/calls/1/id"}},
		"answer":         {contract.Batch{Answer: "x"}, []string{"/answer"}},
		"no store":       {contract.Batch{Answer: "object"}, []string{"no store of objects"}},
		"twice":          {contract.Batch{Calls: []contract.BatchCall{create("a")}, CallsObject: &object}, []string{"there twice"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := office()
			failed, o := refusal(t, errOf(runBatch(t, &temporalService{}, once(t, w), c.batch)))
			assert.True(t, failed.NonRetryable())
			assert.Equal(t, connector.CategoryValidation, o.Category)
			for _, want := range c.want {
				assert.Contains(t, fmt.Sprint(o.Problems), want)
			}
			assert.Empty(t, w.asked)
		})
	}
	_, o := refusal(t, errOf(runBatch(t, &temporalService{}, once(t, office()), contract.Batch{CallsObject: &object})))
	assert.Equal(t, "NO_OBJECTS", o.Code)
	_, o = refusal(t, errOf(runBatch(t, &temporalService{}, once(t, office(), withStore(t)), contract.Batch{CallsObject: &object})))
	assert.Equal(t, "FOREIGN_OBJECT", o.Code)
}

func TestBatchFromAnObject(t *testing.T) {
	w := office()
	a := once(t, w, withStore(t))
	var text strings.Builder
	for _, c := range []contract.BatchCall{create("a"), get("b")} {
		line, err := json.Marshal(c)
		require.NoError(t, err)
		text.Write(append(line, "\n\n"...))
	}
	o := keep(t, a, text.String(), typeLines)
	tally, err := runBatch(t, &temporalService{}, a, contract.Batch{CallsObject: &o})
	require.NoError(t, err)
	assert.Equal(t, "a done, b done", outcomes(tally.Results))

	asked := len(w.asked)
	bad := keep(t, a, text.String()+`{"id":"c","acton":"x"}`+"\n"+`[]`+"\n", typeLines)
	_, e := refusal(t, errOf(runBatch(t, &temporalService{}, a, contract.Batch{CallsObject: &bad})))
	assert.Contains(t, fmt.Sprint(e.Problems), "acton")
	assert.Contains(t, fmt.Sprint(e.Problems), "/calls_object/6")
	assert.Len(t, w.asked, asked)
}

// Results that are too large are in an object; without a store the least is told of them.
func TestBatchWithLargeResults(t *testing.T) {
	var calls []contract.BatchCall
	for i := range 30 {
		c := contract.BatchCall{ID: strconv.Itoa(i), Call: contract.Call{Action: jobsList}}
		calls = append(calls, c)
	}
	workspace := jobs(5, 500, nil)
	a := once(t, workspace, maxPayload(16<<10), withStore(t))
	tally, err := runBatch(t, &temporalService{}, a, batchOf(calls...))
	require.NoError(t, err)
	assert.Equal(t, 30, tally.Done)
	assert.Empty(t, tally.Results)
	require.NotNil(t, tally.Object)
	assert.Equal(t, 30, tally.Object.Count)
	text := ""
	for _, chunk := range chunksOf(t, a, contract.Range{Object: *tally.Object}) {
		text += chunk.Text
	}
	n := 0
	for line := range strings.Lines(text) {
		r, err := decoded[contract.BatchResult](json.RawMessage(line))
		require.NoError(t, err)
		assert.Contains(t, string(r.Data), "9007199254740004")
		n++
	}
	assert.Equal(t, 30, n)

	bare := once(t, workspace, maxPayload(16<<10))
	tally, err = runBatch(t, &temporalService{}, bare, batchOf(calls...))
	require.NoError(t, err)
	assert.True(t, tally.DataLeftOut)
	assert.Len(t, tally.Results, 30)
	for i, r := range tally.Results {
		assert.Equal(t, strconv.Itoa(i), r.ID)
		assert.Equal(t, "done", r.Outcome)
		assert.Nil(t, r.Data)
	}

	_, o := refusal(t, errOf(runBatch(t, &temporalService{}, bare, batchOf(many(1000, func(id string) contract.BatchCall {
		return get("call " + id)
	})...))))
	assert.Equal(t, "ANSWER_TOO_LARGE", o.Code)
	assert.Contains(t, o.Message, "1000 done, 0 failed, 0 unknown")
}

// A store that fails does not take back what was done: the outcomes are told. What only
// read is read again.
func TestBatchWithAStoreThatFails(t *testing.T) {
	for name, c := range map[string]struct {
		call  contract.BatchCall
		again bool
	}{"done": {create("a"), false}, "read": {get("a"), true}} {
		t.Run(name, func(t *testing.T) {
			a := once(t, office(), withStore(t), func(o *Options) { o.Objects = &brokenStore{Store: o.Objects, left: 1} })
			b := batchOf(c.call)
			b.Answer = contract.AnswerObject
			s := &temporalService{}
			tally, err := runBatch(t, s, a, b)
			if c.again {
				_, o := refusal(t, err)
				assert.True(t, o.Retryable)
				tally, err = runBatch(t, s, a, b)
				require.NoError(t, err)
				assert.Equal(t, 1, tally.Object.Count)
				return
			}
			require.NoError(t, err)
			assert.True(t, tally.DataLeftOut)
			assert.Equal(t, "a done", outcomes(tally.Results))
		})
	}
}

func TestBatchJournalHasItsLimit(t *testing.T) {
	j, err := newBatchJournal(0, contract.BatchProgress{})
	require.NoError(t, err)
	j.write = func(any) error { return nil }
	long := strings.Repeat("x", 1000)
	n := 0
	for err == nil {
		n++
		err = j.Write(connector.JournalRecord{ID: strconv.Itoa(n) + long, State: connector.JournalStarted})
	}
	assert.ErrorIs(t, err, errJournalFull)
	assert.Greater(t, n, 400)
	for i := 1; i < n; i++ {
		require.NoError(t, j.Write(connector.JournalRecord{ID: strconv.Itoa(i) + long, State: connector.JournalDone, Status: 200}), "ends have room")
	}
	text, err := json.Marshal(j)
	require.NoError(t, err)
	assert.LessOrEqual(t, len(text), largestJournal+100)
	var left contract.BatchProgress
	require.NoError(t, json.Unmarshal(text, &left))
	assert.Len(t, left.Journal, n-1)
	assert.ErrorIs(t, j.failure(), errJournalFull)
}

// The names of params are those of the API, whatever they are.
func TestPlainNames(t *testing.T) {
	for text, good := range map[string]bool{
		`{"calls":[{"params":{"X":1,"X":2}},{"id":"A"}],"concurrency":3}`: true,
		`{"params":{"data":{"A":[1,{}]}},"action":"a"}`:                   true,
		`{"calls":[{"id":"a"},{"id":"a","id":"b"}]}`:                      false,
		`{"calls":[{"id":"a"},{"ID":"a"}]}`:                               false,
		`{"params":{},"params":{}}`:                                       false,
		`{"params":{},"a":1,"a":2}`:                                       false,
		`{"":1}`:                                                          true, // which is unknown
	} {
		err := plainNames(json.NewDecoder(strings.NewReader(text)))
		assert.Equal(t, good, err == nil, "%s: %v", text, err)
	}
}
