package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// work is what a waiting action starts in a sandbox, followed by hand.
type work struct {
	*testing.T
	action *registry.Action
	box    *Sandbox
	poll   params
}

// begin starts the work with example parameters.
func begin(t *testing.T, a *registry.Action, cfg Config) work {
	t.Helper()
	cfg.Registry, cfg.Types = builtin, sharedTypes
	box, err := Open(cfg)
	require.NoError(t, err)
	w := work{T: t, action: a, box: box, poll: params{}}
	full := strings.HasPrefix(a.Path, "/api/1.2/") // where nothing is required
	ps, _ := box.types.Example(schema.Document(a.ParamsSchema()), "", full).(params)
	if e := a.Wait.Each; e != nil { // it takes elements to wait for
		setParam(ps, e.Among, []any{params{"jar": "dbfs:/a.jar"}})
	}
	answer := serve(box, encode(t, a.Name, ps))
	require.Equal(t, http.StatusOK, answer.Code, answer.Body)
	started, err := schema.Decode(answer.Body.Bytes())
	require.NoError(t, err)
	for to, from := range a.Wait.With {
		source, path, _ := strings.Cut(from, ".")
		v, ok := valueAt(map[string]any{"request": ps, "response": started}[source], dotted(path))
		require.True(t, ok, "%s: no %s in %v", a.Name, from, started)
		setParam(w.poll, to, v)
	}
	return w
}

// look polls once; the state is nil where there is nothing any more.
func (w work) look() (state any, answer any) {
	w.Helper()
	got := serve(w.box, encode(w, w.action.Wait.Poll, w.poll))
	v, err := schema.Decode(got.Body.Bytes())
	require.NoError(w, err)
	if got.Code == http.StatusNotFound {
		return nil, nil
	}
	require.Equal(w, http.StatusOK, got.Code, "%v", v)
	wait := w.action.Wait
	path := wait.State
	if wait.Each != nil {
		items, _ := valueAt(v, dotted(wait.Each.Items))
		list, _ := items.([]any)
		require.NotEmpty(w, list)
		v = list[len(list)-1]
	}
	if path == "" {
		return "there", v
	}
	state, _ = valueAt(v, dotted(path))
	return state, v
}

// follow polls until a state of the wait's ends it, and counts the polls.
func (w work) follow() (state, answer any, polls int) {
	w.Helper()
	for polls = 1; polls <= 20; polls++ {
		state, answer = w.look()
		if state == nil || ends(w.action.Wait, state) {
			return state, answer, polls
		}
	}
	w.Fatalf("%s: still %v after %d polls", w.action.Name, state, polls)
	return nil, nil, 0
}

func ends(wait *registry.Wait, state any) bool {
	for _, s := range append(append([]any{}, wait.Success...), wait.Failure...) {
		if fmt.Sprint(s) == fmt.Sprint(state) {
			return true
		}
	}
	return false
}

var sharedTypes = newBox().types

// waiting calls f for each of the 54 actions that wait.
func waiting(t *testing.T, f func(t *testing.T, a *registry.Action)) {
	t.Helper()
	n := 0
	for e := range builtin.All() {
		a, err := builtin.Action(e.Name)
		require.NoError(t, err)
		if a.Wait != nil {
			n++
			t.Run(a.Name, func(t *testing.T) { f(t, a) })
		}
	}
	require.Equal(t, 54, n)
}

// results are all results that the type knows.
func results(t *testing.T, a *registry.Action) []any {
	t.Helper()
	poll, err := builtin.Action(a.Wait.Poll)
	require.NoError(t, err)
	doc := schema.Document(poll.Response.Schema)
	for _, step := range dotted(a.Wait.Result.Path) {
		doc, _ = sharedTypes.Child(doc, step)
	}
	values, _ := sharedTypes.Resolve(doc)["enum"].([]any)
	require.NotEmpty(t, values, a.Name)
	return values
}
