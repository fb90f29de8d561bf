package connector_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// The token goes into the journal before it goes out, and out again when the first
// answer was lost.
func TestJournalKeepsTheIdempotencyToken(t *testing.T) {
	m := &memory{}
	s := &service{answer: breaks}
	conn := carriedBy(t, s)
	runJournaled(t, conn, connector.BatchOptions{Journal: m}, starting("x", false), starting("y", false))
	s.answer = says(200, `{"run_id":5}`)
	again := m.again()
	runJournaled(t, conn, connector.BatchOptions{Journal: again}, starting("x", false), starting("y", false))
	require.Len(t, s.bodies, 4)
	assert.Equal(t, connector.JournalDone, again.last["x"].State)
	token := func(i int) any { return s.bodies[i]["idempotency_token"] }
	assert.NotEmpty(t, token(0))
	assert.Equal(t, token(0), token(2))
	assert.Equal(t, token(1), token(3))
	assert.NotEqual(t, token(0), token(1))
	assert.Equal(t, token(0), m.all[0].Key)
}

// What one run does not know, a later one that the service refuses does not know
// either: the first request may have been carried out all the same.
func TestDoubtStays(t *testing.T) {
	for name, answer := range map[string]func(*http.Request) (*http.Response, error){
		"refused": says(400, `{}`), "throttled": says(429, `{}`), "again no answer": breaks,
	} {
		t.Run(name, func(t *testing.T) {
			m, s := &memory{}, &service{answer: breaks}
			conn := carriedBy(t, s)
			calls := []connector.BatchCall{starting("token", false), creating("none", "a")}
			runJournaled(t, conn, connector.BatchOptions{Journal: m}, calls...)
			s.answer = answer
			m = m.again()
			for _, r := range runJournaled(t, conn, connector.BatchOptions{Journal: m, RetryUnknown: true}, calls...) {
				assert.Equal(t, connector.BatchUnknown, r.Outcome, r.ID)
				assert.ErrorIs(t, r.Err, connector.ErrUnknownOutcome, r.ID)
			}
			s.answer = says(200, `{}`)
			last := runJournaled(t, conn, connector.BatchOptions{Journal: m.again()}, calls...)
			assert.Equal(t, connector.BatchDone, last[0].Outcome)
			assert.Equal(t, s.bodies[0]["idempotency_token"], s.bodies[4]["idempotency_token"])
			assert.Equal(t, connector.BatchUnknown, last[1].Outcome)
			assert.True(t, last[1].Skipped)
			assert.Len(t, s.bodies, 5)
		})
	}
}

func TestJournalKnowsACallById(t *testing.T) {
	m := &memory{}
	s := &service{answer: says(200, `{}`)}
	conn := carriedBy(t, s)
	run := func(calls ...connector.BatchCall) []connector.BatchResult {
		return runJournaled(t, conn, connector.BatchOptions{Journal: m.again()}, calls...)
	}
	first := runJournaled(t, conn, connector.BatchOptions{Journal: m}, creating("x", "a"), creating("x", "b"), creating("", "c"))
	assert.NoError(t, first[0].Err)
	assert.ErrorIs(t, first[1].Err, connector.ErrDuplicateID)
	assert.ErrorContains(t, first[2].Err, "needs an id")
	assert.Len(t, s.heard, 1)

	other := creating("x", "another name")
	waits, elsewhere := creating("x", "a"), creating("x", "a")
	waits.All = true
	elsewhere.Call.Connection = "v"
	for _, call := range []connector.BatchCall{other, waits, elsewhere} {
		got := run(call)
		assert.ErrorIs(t, got[0].Err, connector.ErrOtherCall)
		assert.Equal(t, connector.BatchFailed, got[0].Outcome)
	}
	assert.True(t, run(creating("x", "a"))[0].Skipped)
	assert.Len(t, s.heard, 1)
}

// A call that did nothing may be mended under its id.
func TestJournalLetsMend(t *testing.T) {
	m := &memory{}
	s := &service{answer: says(400, `{}`)}
	conn := carriedBy(t, s)
	runJournaled(t, conn, connector.BatchOptions{Journal: m}, creating("x", "wrong"))
	s.answer = says(200, `{}`)
	got := runJournaled(t, conn, connector.BatchOptions{Journal: m.again()}, creating("x", "right"))
	assert.NoError(t, got[0].Err)
	assert.Equal(t, connector.JournalDone, m.last["x"].State)
}

// What cannot be written down is not sent, and nothing is started any more.
func TestJournalThatIsFull(t *testing.T) {
	for name, c := range map[string]struct {
		full    int
		results []string
		heard   int
	}{
		"before a call":   {2, []string{"done", "failed"}, 1},
		"after it":        {1, []string{"unknown"}, 1},
		"long before":     {4, []string{"done", "done", "failed"}, 2},
		"after a later":   {3, []string{"done", "unknown"}, 2},
		"not before here": {100, []string{"done", "done", "done"}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			s := &service{answer: says(200, `{}`)}
			var outcomes []string
			for _, r := range runJournaled(t, carriedBy(t, s), connector.BatchOptions{Journal: &memory{full: c.full}},
				creating("a", "a"), creating("b", "b"), creating("c", "c")) {
				outcomes = append(outcomes, r.Outcome)
				if r.Outcome != connector.BatchDone {
					assert.ErrorIs(t, r.Err, errFull)
				}
			}
			assert.Equal(t, c.results, outcomes)
			assert.Len(t, s.heard, c.heard)
		})
	}
}

// Nothing of a call but its id, its token and its end is in the journal.
func TestJournalHasNoParameters(t *testing.T) {
	const canary = "canary-5f0c"
	m := &memory{}
	secret := connector.BatchCall{ID: "s", Call: connector.Call{Connection: "w", Action: "post_api_2_0_secrets_put", Params: map[string]any{
		"data": map[string]any{"scope": "s", "key": "k", "string_value": canary},
	}}}
	named := creating("n", canary)
	s := &service{answer: says(500, `{"error_code":"X","message":"`+canary+`"}`)}
	conn := carriedBy(t, s)
	runJournaled(t, conn, connector.BatchOptions{Journal: m}, secret, named)
	text, err := json.Marshal(m.all)
	require.NoError(t, err)
	assert.NotContains(t, string(text), canary)
	require.Len(t, m.all, 4)

	s.answer = says(200, `{}`)
	secret.Call.Params["data"].(map[string]any)["string_value"] = "another"
	got := runJournaled(t, conn, connector.BatchOptions{Journal: m.again()}, secret)
	assert.ErrorIs(t, got[0].Err, connector.ErrUnknownOutcome, "secrets are not in the fingerprint")
}
