//go:build integration && unix

package integration

import (
	"slices"
	"testing"
	"time"

	"github.com/actionctl/connector/internal/dotted"
)

// wait polls the work that an action started as its descriptor says it is done.
func (r runner) wait(t *testing.T, name string, params map[string]any, data any) {
	t.Helper()
	action, err := r.connector.Registry().Action(name)
	if err != nil {
		t.Fatal(err)
	}
	facts := action.Wait
	if facts == nil {
		t.Fatal("the descriptor says nothing of waiting")
	}
	call := map[string]any{"request": params, "response": data}
	poll := map[string]any{}
	for param, path := range facts.With {
		value, ok := dotted.At(call, path)
		if !ok {
			t.Fatalf("the call has no %s: %v", path, call)
		}
		poll = with(poll, param, value)
	}
	for range 50 {
		res, err := r.call(t, step{Action: facts.Poll}, poll)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := res.Data()
		if err != nil {
			t.Fatal(err)
		}
		state, _ := dotted.At(answer, facts.State)
		if slices.Contains(facts.Failure, state) {
			t.Fatalf("the work failed: %v", answer)
		}
		if slices.Contains(facts.Success, state) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the work does not end")
}
