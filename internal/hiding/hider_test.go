package hiding_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/hiding"
	"github.com/actionctl/connector/internal/printable"
	"github.com/actionctl/connector/schema"
)

type object = map[string]any

func TestFindComparesWithTheRedactedCopy(t *testing.T) {
	value := object{"name": "plain", "key": "hunter2", "pin": json.Number("4711"), "short": "abc", "list": []any{object{"deep": "hunter3"}, "kept"}, "all": []any{"hunter4"}}
	safe := object{"name": "plain", "key": schema.Redacted, "pin": schema.Redacted, "short": schema.Redacted, "list": []any{object{"deep": schema.Redacted}, "kept"}, "all": schema.Redacted}
	assert.ElementsMatch(t, hiding.Secrets{"hunter2", "4711", "hunter3", "hunter4"}, hiding.Find(value, safe))
	assert.Empty(t, hiding.Find(value, value))
}

func TestTextHidesAllForms(t *testing.T) {
	const secret = "pass \"word\"\r<&>ü/?+%"
	quoted, err := json.Marshal(secret)
	require.NoError(t, err)
	twice, err := json.Marshal(string(quoted))
	require.NoError(t, err)
	h := hiding.Secrets{secret, "word-of-another"}.Hider()
	for _, form := range []string{secret, string(quoted), string(twice), url.QueryEscape(secret), url.PathEscape(secret), printable.Text(secret), "word-of-another"} {
		got := h.Text("a " + form + " b")
		assert.NotContains(t, got, "word", form)
		assert.True(t, strings.HasPrefix(got, "a ") && strings.HasSuffix(got, " b"), got)
	}
	assert.Equal(t, "a word", h.Text("a word"))
}

// What is left of a secret in another form may be too little to look for.
func TestFormsThatSayNothingAreNotHidden(t *testing.T) {
	h := hiding.Secrets{"\xff\xfe\xfd\xfc"}.Hider()
	assert.Equal(t, "what?", h.Text("what?"))
	assert.Equal(t, "what? "+schema.Redacted, h.Text("what? \xff\xfe\xfd\xfc"))
}

func TestTextsThatAreCutOff(t *testing.T) {
	h := hiding.Secrets{"hunter2-and-more"}.Hider()
	assert.Equal(t, "it is "+schema.Redacted+"…", h.Text("it is hunter2-a…"))
	assert.Equal(t, "it is hunter2-a", h.Text("it is hunter2-a"), "whole")
	assert.Equal(t, "it is "+schema.Redacted, h.Cut("it is hunter2-a"))
	assert.Equal(t, "it is hun", h.Cut("it is hun"), "too short to tell")
}

func TestListIsACopy(t *testing.T) {
	h := hiding.Secrets{"hunter2", "4711"}.Hider()
	list := []any{object{"hunter2": "my hunter2"}, []any{json.Number("4711"), json.Number("12")}, true, nil}
	assert.Equal(t, []any{object{schema.Redacted: "my " + schema.Redacted}, []any{schema.Redacted, json.Number("12")}, true, nil}, h.List(list))
	assert.Equal(t, []any{object{"hunter2": "my hunter2"}, []any{json.Number("4711"), json.Number("12")}, true, nil}, list)
	assert.Nil(t, h.List(nil))
}

func TestWitnessKeepsTheLastCredentials(t *testing.T) {
	n := 0
	w := hiding.NewWitness(connection.AuthFunc(func(_ context.Context, _ bool) (http.Header, error) {
		n++
		return http.Header{"Authorization": {"Bearer token-" + strconv.Itoa(n)}, "X-Same": {"same-secret"}, "X-Short": {"abc"}}, nil
	}))
	for range 20 {
		_, err := w.Headers(t.Context(), false)
		require.NoError(t, err)
	}
	seen := w.Secrets()
	assert.Len(t, seen, 8)
	assert.Equal(t, "token-20", seen[len(seen)-1])
	assert.NotContains(t, seen, "abc")
}

// What a witness is told to remember is older than what it sees itself.
func TestWitnessRemembersForAnother(t *testing.T) {
	w := hiding.NewWitness(connection.StaticToken("new-token"))
	_, err := w.Headers(t.Context(), false)
	require.NoError(t, err)
	w.Remember(hiding.Secrets{"old-token"})
	assert.Equal(t, hiding.Secrets{"old-token", "new-token"}, w.Secrets())
	w.Remember(hiding.Secrets{"1", "2", "3", "4", "5", "6", "7", "8"})
	assert.Len(t, w.Secrets(), 8)
	assert.Contains(t, w.Secrets(), "new-token")
}
