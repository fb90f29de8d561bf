package world

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/actionctl/connector/registry"
)

// plan is the track that an action puts an item on; nil where it starts nothing.
func (w *World) plan(c *Collection, it *Item, call *Call, words PartWords) *Track {
	wait := call.Action.Wait
	if wait == nil || w.families().Parts[wait.Poll].Collection != c.kind.Name {
		return nil
	}
	if words.End != nil && wait.Each == nil && len(it.Tracks) == 0 && w.outcomes[call.Action.Name] == "" {
		return nil // there is nothing to end
	}
	t := &Track{Path: w.families().relative(wait.Poll, wait.State)}
	state, result, _ := strings.Cut(w.outcomes[call.Action.Name], "/")
	end := w.end(it, call, words, t.Path)
	named := state != ""
	if named {
		end = valueOf(wait, state)
	}
	if end == nil && wait.NotFound == "success" || !named && wait.NotFound == "success" {
		return w.leaving(c, t, wait)
	}
	failed := contains(wait.Failure, end) && !whenSuccess(wait, call, end)
	last := Step{State: end, Set: map[string]any{}, Last: true}
	if r := wait.Result; r != nil && wait.Each == nil {
		path := w.families().relative(wait.Poll, r.Path)
		if result != "" {
			last.Set[path] = result
			failed = failed || isFailure(r, result)
		} else if !failed && len(r.Success) > 0 {
			last.Set[path] = r.Success[0]
		}
	}
	last.Failed = failed
	for path, v := range words.SetEnd {
		last.Set[path] = v
	}
	message := ""
	if wait.Message != "" && wait.Each == nil {
		message = w.families().relative(wait.Poll, wait.Message)
	}
	if failed && message != "" {
		last.Set[message] = failure(end, result)
	}
	before := w.pending(c, wait, words, end)
	if now := get(it.Fields, t.Path); text(now) == text(end) && !equal(now, c.words.Ready[t.Path]) && !named {
		before = nil // what stands still stays so
	}
	for _, s := range before {
		step := Step{State: s, Set: map[string]any{}}
		if message != "" && !strings.Contains(message, "error") {
			step.Set[message] = fmt.Sprintf("The work is in %v.", s)
		}
		t.Steps = append(t.Steps, step)
	}
	if message != "" && !failed && len(t.Steps) > 0 && t.Steps[0].Set[message] != nil {
		last.Set[message] = ""
	}
	t.Steps = append(t.Steps, last)
	w.forget(c, it, wait)
	return t
}

// leaving is the track of an item that is on its way out.
func (w *World) leaving(c *Collection, t *Track, wait *registry.Wait) *Track {
	if t.Path == "" {
		for _, path := range sorted(c.words.Ready) {
			t.Path = path
		}
	}
	for _, s := range c.words.Before["gone"] {
		step := Step{State: s}
		if wait.Message != "" {
			step.Set = map[string]any{w.families().relative(wait.Poll, wait.Message): "It is being deleted."}
		}
		t.Steps = append(t.Steps, step)
	}
	if len(t.Steps) == 0 {
		t.Steps = []Step{{}} // nothing tells, but it is still there for a while
	}
	t.Steps = append(t.Steps, Step{Removed: true})
	return t
}

// end is the state in which work ends that nobody wants to fail.
func (w *World) end(it *Item, call *Call, words PartWords, path string) any {
	wait := call.Action.Wait
	if words.End != nil {
		return words.End
	}
	for _, state := range sorted(wait.SuccessWhen) {
		if whenSuccess(wait, call, state) {
			return state
		}
	}
	if now := get(it.Fields, path); contains(wait.Success, now) && len(wait.Success) > 1 {
		return now
	}
	if len(wait.Success) == 0 {
		return nil
	}
	return wait.Success[0]
}

// whenSuccess reports whether a state is a success because of the call's parameters.
func whenSuccess(wait *registry.Wait, call *Call, state any) bool {
	when := wait.SuccessWhen[text(state)]
	for path, want := range when {
		if !equal(get(call.Params, path), want) {
			return false
		}
	}
	return len(when) > 0
}

// pending are the states before the end. None of them may end the wait.
func (w *World) pending(c *Collection, wait *registry.Wait, words PartWords, end any) []any {
	var out []any
	for _, s := range w.before(c, wait, words, end) {
		if !contains(wait.Success, s) && !contains(wait.Failure, s) {
			out = append(out, s)
		}
	}
	return out
}

func (w *World) before(c *Collection, wait *registry.Wait, words PartWords, end any) []any {
	if words.Pending != nil {
		return *words.Pending
	}
	if before, ok := c.words.Before[text(end)]; ok {
		return before
	}
	if len(wait.Success) > 0 {
		if before, ok := c.words.Before[text(wait.Success[0])]; ok {
			return before
		}
	}
	values, _ := w.types.Resolve(w.document(c.kind, w.families().relative(wait.Poll, wait.State)))["enum"].([]any)
	for _, v := range values {
		if !contains(wait.Success, v) && !contains(wait.Failure, v) {
			return []any{v}
		}
	}
	return nil
}

// forget takes out of an item what the work before left behind.
func (w *World) forget(c *Collection, it *Item, wait *registry.Wait) {
	it.own()
	if r := wait.Result; r != nil && wait.Each == nil {
		remove(it.Fields, w.families().relative(wait.Poll, r.Path))
	}
	for _, fields := range c.words.On {
		for path := range fields {
			remove(it.Fields, path)
		}
	}
}

// valueOf is the state that a text means.
func valueOf(wait *registry.Wait, state string) any {
	for _, list := range [][]any{wait.Success, wait.Failure} {
		for _, v := range list {
			if text(v) == state {
				return v
			}
		}
	}
	return state
}

func isFailure(r *registry.WaitResult, result string) bool {
	for _, s := range r.Success {
		if s == result {
			return false
		}
	}
	for _, s := range r.Failure {
		if s == result {
			return true
		}
	}
	return len(r.Success) > 0
}

func contains(list []any, v any) bool {
	for _, element := range list {
		if v != nil && text(element) == text(v) {
			return true
		}
	}
	return false
}

// failure is why work failed.
func failure(state any, result string) string {
	if result != "" {
		result = "/" + result
	}
	return fmt.Sprintf("The sandbox was told to let this end in %v%s.", state, result)
}

// rows makes a table of n rows of two columns.
func rows(n int) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = []any{strconv.Itoa(i), fmt.Sprintf("name %d", i)}
	}
	return out
}
