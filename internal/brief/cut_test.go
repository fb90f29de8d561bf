package brief

import (
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// put adds a part to where it belongs in a value, and fails the test if it is not what
// comes next there.
func put(t *testing.T, whole any, steps []string, p Part) any {
	t.Helper()
	if len(steps) == 0 {
		switch more := p.Value.(type) {
		case []any:
			list := whole.([]any)
			require.Len(t, list, p.From, "the list goes on where it stopped")
			return append(list[:len(list):len(list)], more...)
		case map[string]any:
			out := maps.Clone(whole.(map[string]any))
			for name, v := range more {
				require.NotContains(t, out, name)
				out[name] = v
			}
			return out
		case string:
			require.Equal(t, p.From, utf8.RuneCountInString(whole.(string)))
			return whole.(string) + more
		}
		t.Fatalf("a part that is %T", p.Value)
	}
	switch v := whole.(type) {
	case []any:
		i, err := strconv.Atoi(steps[0])
		require.NoError(t, err)
		out := append([]any{}, v...)
		out[i] = put(t, out[i], steps[1:], p)
		return out
	case map[string]any:
		out := maps.Clone(v)
		out[steps[0]] = put(t, out[steps[0]], steps[1:], p)
		return out
	}
	t.Fatalf("nothing is at %v", steps)
	return nil
}

// Whatever is cut, the parts put together again are the value: nothing is lost, nothing
// comes twice, and each part is within its size.
func TestCutAndMoreGiveTheWhole(t *testing.T) {
	cuts := 0
	for round := range 150 {
		value := random(3)
		if round%2 == 0 {
			value = map[string]any{"a": value, "list": random(2), "c": random(2)}
		}
		size := 300 + 40*(round%50)
		whole, rests := Cut(value, size)
		assert.LessOrEqual(t, Size(whole), size)
		for n := 0; len(rests) > 0; n++ {
			require.Less(t, n, 5000, "it comes to an end")
			cuts++
			var parts []Part
			parts, rests = More(rests, size)
			require.NotEmpty(t, parts)
			total := 0
			for _, p := range parts {
				total += Size(p.Value)
				var steps []string
				if p.At != "" {
					steps = strings.Split(p.At, ".")
				}
				whole = put(t, whole, steps, p)
			}
			assert.LessOrEqual(t, total, max(size, 4*smallest))
		}
		require.JSONEq(t, text(t, value), text(t, whole))
	}
	assert.Greater(t, cuts, 100)
}

func TestCutShowsHowMuchThereIs(t *testing.T) {
	list := []any{}
	for i := range 100 {
		list = append(list, map[string]any{"id": json.Number(fmt.Sprint(i)), "name": "cluster"})
	}
	got, rests := Cut(map[string]any{"clusters": list, "total": json.Number("100")}, 400)
	object := got.(map[string]any)
	assert.Equal(t, json.Number("100"), object["total"])
	shown := len(object["clusters"].([]any))
	require.Len(t, rests, 1)
	assert.Equal(t, "clusters", rests[0].At)
	assert.Equal(t, shown, rests[0].From)
	assert.Equal(t, 100, rests[0].Of)
	assert.Greater(t, shown, 5)
}

func TestCutOfBrokenText(t *testing.T) {
	got, rests := Cut(strings.Repeat("\xff", 500), 200)
	require.Len(t, rests, 1)
	assert.Equal(t, strings.Repeat("\xff", 500), got.(string)+rests[0].Value.(string))
}

// A name that is longer than any part is handed on all the same.
func TestCutOfLongNames(t *testing.T) {
	object := map[string]any{strings.Repeat("a", 500): true, strings.Repeat("b", 500): []any{strings.Repeat("c", 500), nil}}
	whole, rests := Cut(object, 100)
	for n := 0; len(rests) > 0; n++ {
		require.Less(t, n, 100)
		var parts []Part
		parts, rests = More(rests, 100)
		for _, p := range parts {
			whole = put(t, whole, strings.FieldsFunc(p.At, func(r rune) bool { return r == '.' }), p)
		}
	}
	assert.Equal(t, object, whole)
}

// Objects of very many fields and names lose fields, and go on too.
func TestCutOfManyFields(t *testing.T) {
	object := map[string]any{}
	for i := range 3000 {
		object[fmt.Sprintf("name%04d", i)] = "value"
	}
	whole, rests := Cut(object, 500)
	for len(rests) > 0 {
		var parts []Part
		parts, rests = More(rests, 2000)
		for _, p := range parts {
			whole = put(t, whole, nil, p)
		}
	}
	assert.Equal(t, object, whole)
}
