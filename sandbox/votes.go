package sandbox

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
)

// votes counts how many waits take a state for success, less those that take it for
// failure, by the dotted path of the state.
type votes map[string]*ballot

type ballot struct {
	states []any // those that some wait takes for success, in the order they come
	score  map[string]int
}

func (v votes) count(w *registry.Wait) {
	if w.State == "" {
		return
	}
	path := w.State
	if w.Each != nil {
		path = w.Each.Items + ".0." + path
	}
	if v[path] == nil {
		v[path] = &ballot{score: map[string]int{}}
	}
	for _, state := range w.Success {
		v[path].add(state, 1)
	}
	for _, state := range w.Failure {
		v[path].add(state, -1)
	}
}

func (b *ballot) add(state any, n int) {
	b.score[fmt.Sprint(state)] += n
	if n > 0 && !slices.Contains(names(b.states), fmt.Sprint(state)) {
		b.states = append(b.states, state)
	}
}

// best is the state with the most votes, the first of several.
func (b *ballot) best() (any, bool) {
	if len(b.states) == 0 {
		return nil, false
	}
	return slices.MaxFunc(b.states, func(x, y any) int {
		return cmp.Compare(b.score[fmt.Sprint(x)], b.score[fmt.Sprint(y)])
	}), true
}

func (v votes) edits() []edit {
	var edits []edit
	for path, b := range v {
		if state, ok := b.best(); ok {
			edits = append(edits, edit{at: dotted(path), value: state})
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return strings.Compare(pointer(a.at), pointer(b.at)) })
	return edits
}

// names are states as text.
func names(states []any) []string {
	out := make([]string, len(states))
	for i, state := range states {
		out[i] = fmt.Sprint(state)
	}
	return out
}
