package waiting_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/actions"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/waiting"
)

type object = map[string]any

// wait is the wait of a built-in action.
func wait(t testing.TB, action string) *registry.Wait {
	t.Helper()
	a, err := registry.New(actions.Files, actions.Index).Action(action)
	require.NoError(t, err)
	require.NotNil(t, a.Wait, action)
	return a.Wait
}

// parse reads JSON the way the runtime does.
func parse(t testing.TB, text string) any {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	dec.UseNumber()
	var v any
	require.NoError(t, dec.Decode(&v), text)
	return v
}

// judge is a judge of a call of action with JSON params.
func judge(t testing.TB, action, params string) *waiting.Judge {
	t.Helper()
	w := wait(t, action)
	request := parse(t, params)
	return waiting.NewJudge(w, waiting.Chosen(w, request), waiting.Among(w, request))
}
