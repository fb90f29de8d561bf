package brief

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/schema"
)

func decoded(t *testing.T, text string) any {
	t.Helper()
	v, err := schema.Decode([]byte(text))
	require.NoError(t, err)
	return v
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := JSON(v)
	require.NoError(t, err)
	return string(b)
}

func TestFields(t *testing.T) {
	value := decoded(t, `{"clusters":[{"id":1,"state":"A","x":{"y":1,"z":2}},{"id":2,"x":{"y":3}}],"a.b":7,"more":true,"none":[]}`)
	for _, tt := range []struct {
		places        []string
		want, missing string
	}{
		{[]string{"clusters.id"}, `{"clusters":[{"id":1},{"id":2}]}`, ""},
		{[]string{"clusters.state", "more"}, `{"clusters":[{"state":"A"},{}],"more":true}`, ""},
		{[]string{"clusters.x.y", "clusters.id"}, `{"clusters":[{"id":1,"x":{"y":1}},{"id":2,"x":{"y":3}}]}`, ""},
		{[]string{"clusters", "clusters.id"}, `{"clusters":[{"id":1},{"id":2}]}`, ""},
		{[]string{`a\.b`}, `{"a.b":7}`, ""},
		{[]string{"none.id"}, `{"none":[]}`, ""},
		{[]string{"clusters.stat", "more.x"}, `{"clusters":[{},{}],"more":true}`, "clusters.stat more.x"},
	} {
		got, missing := Fields(value, tt.places)
		assert.JSONEq(t, tt.want, text(t, got))
		assert.Equal(t, tt.missing, strings.Join(missing, " "))
	}
	got, missing := Fields("plain", []string{"a"})
	assert.Equal(t, "plain", got)
	assert.Equal(t, []string{"a"}, missing)
}

func TestSizeIsThatOfTheJSON(t *testing.T) {
	for range 200 {
		v := random(3)
		assert.Len(t, text(t, v), Size(v))
	}
	for _, v := range []any{"<é\n\u2028\x00\xff>", json.Number("9007199254740993"), nil, true, []any{}, map[string]any{"": nil}} {
		assert.Len(t, text(t, v), Size(v))
	}
}

func TestSentence(t *testing.T) {
	assert.Equal(t, "One", Sentence("One. Two.", 80))
	assert.Equal(t, "One version 1.2 of it", Sentence(" One version 1.2\nof it. ", 80))
	assert.Equal(t, "one two…", Sentence("one two, three four", 12))
	assert.Empty(t, Sentence("Donaudampfschiff", 5))
	assert.Empty(t, Sentence("anything", 0))
}

// random is a JSON value with long and short parts.
func random(depth int) any {
	switch n := rand.IntN(7); {
	case n == 0 && depth > 0:
		out := map[string]any{}
		for i := range rand.IntN(12) {
			out[fmt.Sprintf("k%d", i)] = random(depth - 1)
		}
		return out
	case n <= 2 && depth > 0:
		out := make([]any, rand.IntN(30))
		for i := range out {
			out[i] = random(depth - 1)
		}
		return out
	case n == 3:
		return strings.Repeat("wörd\" ", rand.IntN(300))
	case n == 4:
		return json.Number(fmt.Sprint(rand.Int64()))
	case n == 5:
		return nil
	}
	return rand.IntN(2) == 0
}
