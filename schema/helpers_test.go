package schema

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
)

// document reads a document written as YAML.
func document(t testing.TB, text string) Document {
	t.Helper()
	var n yaml.Node
	require.NoError(t, yaml.Unmarshal([]byte(text), &n))
	v, err := fromYAML(n.Content[0])
	require.NoError(t, err)
	return v.(Document)
}

// typesOf makes types of one file for the service "x".
func typesOf(text string) *Types {
	return NewTypes(fstest.MapFS{"x.yaml": {Data: []byte(text)}})
}

// decoded is a value written as JSON.
func decoded(t testing.TB, text string) any {
	t.Helper()
	v, err := Decode([]byte(text))
	require.NoError(t, err)
	return v
}

// problems checks a Go value against a document with the types of typesText.
func problems(t testing.TB, typesText, docText string, value any, mode Mode) []Problem {
	t.Helper()
	normal, faults := Normalize(value)
	require.Empty(t, faults)
	doc := document(t, docText)
	found, err := NewChecker(typesOf(typesText)).Check("test", func() Document { return doc }, normal, mode)
	require.NoError(t, err)
	return found
}

// said is what problems say to people.
func said(found []Problem) []string {
	out := []string{}
	for _, p := range found {
		out = append(out, p.String())
	}
	return out
}

// everything is all text of problems.
func everything(found []Problem) string {
	var b strings.Builder
	for _, p := range found {
		b.WriteString(strings.Join([]string{p.Pointer, p.Rule, p.Message, p.Expected, p.Found, p.Nearest}, "\n"))
	}
	return b.String()
}
