package spelling

import (
	"testing"
	"testing/quick"

	"github.com/stretchr/testify/assert"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		limit, want    int
	}{
		{"same", "cluster", "cluster", 3, 0},
		{"case does not count", "Cluster", "cLUSTER", 3, 0},
		{"change", "cluster", "clustar", 3, 1},
		{"insertion", "cluster", "clusters", 3, 1},
		{"deletion", "cluster", "cluter", 3, 1},
		{"swap of neighbours", "query", "qurey", 3, 1},
		{"swap at the start", "path", "apth", 3, 1},
		{"swap with case", "query", "QUREY", 3, 1},
		{"two swaps", "abcd", "badc", 3, 2},
		{"all different", "abc", "xyz", 3, 3},
		{"from nothing", "", "abc", 3, 3},
		{"to nothing", "abc", "", 3, 3},
		{"beyond the limit", "abc", "xyz", 1, 2},
		{"lengths beyond the limit", "a", "abcdef", 2, 3},
		{"at the end beyond the limit", "abcdef", "abcdxy", 1, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, NewDistance(c.from).To(c.to, c.limit))
		})
	}
}

func TestDistanceIsReusable(t *testing.T) {
	d := NewDistance("cluster")
	for range 3 {
		assert.Equal(t, 3, d.To("something else", 2))
		assert.Equal(t, 1, d.To("clusetr", 2))
		assert.Equal(t, 0, d.To("cluster", 2))
	}
}

func TestDistanceIsSymmetric(t *testing.T) {
	symmetric := func(a, b string) bool {
		limit := len(a) + len(b)
		return NewDistance(a).To(b, limit) == NewDistance(b).To(a, limit)
	}
	assert.NoError(t, quick.Check(symmetric, nil))
}

func TestNearest(t *testing.T) {
	words := []string{"path", "query", "header", "body", "wait", "paginate"}
	for _, c := range []struct {
		name, word string
		candidates []string
		n          int
		want       []string
	}{
		{"swap", "qurey", words, 3, []string{"query"}},
		{"case", "QUERY", words, 3, []string{"query"}},
		{"missing letter", "heder", words, 3, []string{"header"}},
		{"best first", "pathe", []string{"patches", "path", "paths"}, 3, []string{"path", "paths", "patches"}},
		{"equally near by name", "ab1", []string{"ab3", "ab2"}, 3, []string{"ab2", "ab3"}},
		{"no more than asked for", "ab1", []string{"ab3", "ab2"}, 1, []string{"ab2"}},
		{"nothing near", "zebra", words, 3, []string{}},
		{"half of a short word is too much", "ab", []string{"xy", "ax", "abcd"}, 3, []string{"ax"}},
		{"one letter has nothing near but itself", "x", []string{"y", "X"}, 3, []string{"X"}},
		{"two slips in five letters", "sumry", []string{"summary"}, 3, []string{"summary"}},
		{"two slips in four letters", "nmae", []string{"meta"}, 3, []string{}},
		{"no word", "", words, 3, []string{}},
		{"no candidates", "path", nil, 3, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, Nearest(c.word, c.candidates, c.n))
		})
	}
}

func TestDidYouMean(t *testing.T) {
	assert.Equal(t, `; did you mean "query"?`, DidYouMean("qurey", []string{"path", "query"}))
	assert.Empty(t, DidYouMean("zebra", []string{"path", "query"}))
}
