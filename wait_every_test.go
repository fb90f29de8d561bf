package connector_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// unheardOf is a state that no descriptor lists; work in it is waited on.
const unheardOf = "UNHEARD_OF"

// One loop over every action that starts work: how it ends, how the waiting ends, and
// that another process can go on.
func TestEveryWait(t *testing.T) {
	count := 0
	for a := range everyAction(t, connector.Builtin()) {
		if a.Wait == nil {
			continue
		}
		count++
		t.Run(a.Name, func(t *testing.T) {
			here, elsewhere := newTurns(t), newTurns(t)
			for _, e := range endsOf(a.Wait) {
				checkEnd(t, here, a.Name, e)
			}
			checkStartThatEnded(t, here, a.Name)
			checkNotFound(t, here, a.Name)
			checkPollError(t, here, a.Name)
			checkTimeout(t, here, a.Name)
			checkCancel(t, here, a.Name, elsewhere, false)
			checkCancel(t, here, a.Name, elsewhere, true)
		})
	}
	assert.Equal(t, 54, count)
}

// anEnd is one way in which work may end.
type anEnd struct {
	state  any
	result string
	fails  bool
	gone   bool
}

func endsOf(w *registry.Wait) []anEnd {
	var ends []anEnd
	for _, state := range w.Success {
		ends = append(ends, anEnd{state: state})
		if r := w.Result; r != nil {
			for _, result := range r.Success {
				ends = append(ends, anEnd{state: state, result: result})
			}
			for _, result := range r.Failure {
				ends = append(ends, anEnd{state: state, result: result, fails: true})
			}
			ends = append(ends, anEnd{state: state, result: unheardOf, fails: len(r.Success) > 0})
		}
	}
	for _, state := range w.Failure {
		ends = append(ends, anEnd{state: state, fails: true})
	}
	if w.NotFound == "success" {
		ends = append(ends, anEnd{gone: true})
	}
	return ends
}

// checkEnd lets the work go on for a while, in a state that nobody knows, and then end.
func checkEnd(t *testing.T, here *turns, name string, e anEnd) {
	t.Helper()
	s := here.service(t, name)
	last := s.answer(e.state, e.result)
	if e.gone {
		last = status(404)
	}
	s.polls = []any{s.answer(unheardOf, ""), last}
	var told []connector.Progress
	done, err := s.run(connector.WaitOptions{OnProgress: func(p connector.Progress) { told = append(told, p) }})
	assert.Equal(t, []string{"start", "poll", "poll"}, s.asked[:3])
	assert.Equal(t, s.urls[0], s.urls[1])
	assert.Equal(t, s.wantedPoll(), s.urls[0])
	require.Len(t, told, 3)
	for i, p := range told {
		assert.Equal(t, i, p.Polls)
	}
	if s.action.Wait.State != "" {
		assert.Equal(t, unheardOf, told[1].State)
	}
	if e.fails {
		var failed *connector.WaitError
		require.ErrorAs(t, err, &failed)
		require.ErrorIs(t, err, connector.ErrFailed)
		assert.Nil(t, done)
		done = &failed.Finished
	} else {
		require.NoError(t, err, "%v", e)
	}
	assert.Equal(t, 2, done.Polls)
	assert.Equal(t, e.result, done.Result)
	if e.gone {
		assert.Nil(t, done.Resource)
		return
	}
	assert.Equal(t, text(t, s.answer(e.state, e.result)), text(t, done.Resource))
	assert.Equal(t, stateText(e.state), done.State)
}

// wantedPoll is where the work has to be polled.
func (s *workService) wantedPoll() string {
	s.t.Helper()
	c := s.at.c
	params := map[string]any{}
	for name, from := range s.action.Wait.With {
		sources := map[string]any{"request": s.call(c).Params, "response": s.first}
		v, ok := dotted.At(sources, from)
		require.True(s.t, ok, from)
		params = dotted.With(params, name, v)
	}
	plan, err := c.Plan(s.t.Context(), connector.Call{Connection: "fake", Action: s.action.Wait.Poll, Params: params})
	require.NoError(s.t, err)
	return plan.URL()
}

func stateText(state any) string {
	if state == true {
		return "true"
	}
	return state.(string)
}

func text(t testing.TB, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	require.NoError(t, err)
	return string(out)
}

// checkStartThatEnded lets the answer to the start tell the end already.
func checkStartThatEnded(t *testing.T, here *turns, name string) {
	t.Helper()
	s := here.service(t, name)
	w := s.action.Wait
	if len(w.Success) == 0 || w.Each != nil {
		return // its start tells no state
	}
	s.first = dotted.With(s.first.(map[string]any), w.State, w.Success[0])
	done, err := s.run(connector.WaitOptions{})
	require.NoError(t, err)
	assert.Equal(t, []string{"start"}, s.asked)
	assert.Zero(t, done.Polls)
	assert.Equal(t, text(t, s.first), text(t, done.Resource))
}

// checkNotFound has the first poll find nothing.
func checkNotFound(t *testing.T, here *turns, name string) {
	t.Helper()
	s := here.service(t, name)
	w := s.action.Wait
	if w.NotFound == "success" {
		return // it is an end, see checkEnd
	}
	s.polls = []any{status(404), s.answer(w.Success[0], "")}
	_, err := s.run(connector.WaitOptions{})
	fresh := false // whether the work was made by the start
	for _, from := range w.With {
		fresh = fresh || from[:8] == "response"
	}
	if w.NotFound == "pending" || fresh {
		require.NoError(t, err, "just made, it may not be found yet")
		assert.Equal(t, 2, s.count("poll"))
	} else {
		require.ErrorIs(t, err, connector.ErrNotFound)
		assert.Equal(t, 1, s.count("poll"))
	}
	if w.NotFound == "" {
		s = here.service(t, name)
		s.polls = []any{s.answer(unheardOf, ""), status(404)}
		_, err = s.run(connector.WaitOptions{Interval: 31 * time.Second})
		require.ErrorIs(t, err, connector.ErrNotFound, "it was there and is gone")
		assert.NotErrorIs(t, err, connector.ErrFailed)
	}
}

func checkPollError(t *testing.T, here *turns, name string) {
	t.Helper()
	s := here.service(t, name)
	s.polls = []any{status(403)}
	_, err := s.run(connector.WaitOptions{AbortOnCancel: true})
	var stopped *connector.WaitError
	require.ErrorAs(t, err, &stopped)
	require.ErrorIs(t, err, connector.ErrPermissionDenied)
	assert.NotErrorIs(t, err, connector.ErrFailed)
	assert.Equal(t, []string{"start", "poll"}, s.asked, "the work is not ended for that")
	assert.NoError(t, stopped.AbortErr)
	assert.NotEmpty(t, stopped.Handle.String())
}

// checkTimeout lets the work go on for ever. The last poll is made when the time is up.
func checkTimeout(t *testing.T, here *turns, name string) {
	t.Helper()
	s := here.service(t, name)
	s.polls = []any{s.answer(unheardOf, "")}
	clock := connector.NewHandClock()
	c := s.connect(clock)
	began := clock.Now()
	limit, _ := time.ParseDuration(s.action.Wait.Timeout)
	longest := limit / 20
	_, err := c.Wait(t.Context(), s.call(c), connector.WaitOptions{MaxInterval: longest})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Equal(t, limit, clock.Now().Sub(began))
	assert.ErrorContains(t, err, "timeout of "+limit.String())
	slept := clock.Slept()
	assert.Len(t, slept, s.count("poll")-1, "a pause between two polls, none behind the last")
	for i, want := range []time.Duration{time.Second, 1500 * time.Millisecond, 2250 * time.Millisecond} {
		assert.GreaterOrEqual(t, slept[i], want)
		assert.LessOrEqual(t, slept[i], want+want/5)
	}
	for _, d := range slept {
		assert.LessOrEqual(t, d, longest+longest/5)
	}
}

// checkCancel interrupts the waiting behind the first poll and goes on in another
// process.
func checkCancel(t *testing.T, here *turns, name string, elsewhere *turns, abort bool) {
	t.Helper()
	s := here.service(t, name)
	s.polls = []any{s.answer(unheardOf, "")}
	c := s.connect(connector.NewHandClock())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := c.Wait(ctx, s.call(c), connector.WaitOptions{AbortOnCancel: abort, OnProgress: func(p connector.Progress) {
		if p.Polls == 1 {
			cancel()
		}
	}})
	var stopped *connector.WaitError
	require.ErrorAs(t, err, &stopped)
	require.ErrorIs(t, err, context.Canceled)
	declared := s.action.Wait.Abort != nil
	assert.Equal(t, abort && declared, stopped.Aborted)
	assert.Equal(t, abort && !declared, stopped.AbortErr != nil)
	if want := []string{"start", "poll"}; abort && declared {
		assert.Equal(t, append(want, "abort"), s.asked)
	} else {
		assert.Equal(t, want, s.asked)
	}
	checkResume(t, s, elsewhere, stopped.Handle)
}

func checkResume(t *testing.T, s *workService, elsewhere *turns, h connector.Handle) {
	t.Helper()
	inJSON, err := json.Marshal(h)
	require.NoError(t, err)
	for _, form := range []string{string(inJSON), h.String()} {
		parsed, err := connector.ParseHandle([]byte(form))
		require.NoError(t, err)
		again := elsewhere.service(t, s.action.Name)
		again.polls = []any{again.answer(unheardOf, ""), status(404)}
		if len(s.action.Wait.Success) > 0 {
			again.polls[1] = again.answer(s.action.Wait.Success[0], "")
		}
		c := again.connect(connector.NewHandClock())
		done, err := c.WaitFor(t.Context(), parsed, connector.WaitOptions{})
		require.NoError(t, err)
		assert.Equal(t, []string{"poll", "poll"}, again.asked)
		assert.Equal(t, s.urls[0], again.urls[0])
		assert.Equal(t, text(t, h), text(t, done.Handle))
	}
}
