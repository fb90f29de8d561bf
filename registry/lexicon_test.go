package registry

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func builtinIndex(t testing.TB) string {
	t.Helper()
	index, err := os.ReadFile(filepath.Join("..", "actions", IndexFile))
	require.NoError(t, err)
	return string(index)
}

func TestLexiconIsCurrent(t *testing.T) {
	file := filepath.Join("..", "actions", LexiconFile)
	want := BuildLexicon(builtinIndex(t))
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(want), 0o644)) //nolint:gosec // public
	}
	got, err := os.ReadFile(file)
	require.NoError(t, err)
	if string(got) != want {
		t.Errorf("%s is not of the index beside it; run: go generate ./actions", file)
	}
}

// What was generated and what is built on the first search answer alike.
func TestLexiconsAnswerAlike(t *testing.T) {
	index := builtinIndex(t)
	built, generated := New(nil, index), NewWithLexicon(nil, index, BuildLexicon(index))
	_, used := readLexicon(index, BuildLexicon(index))
	require.True(t, used)
	queries := []string{"", "s", "zzzz", "get_api_2_1_clusters_get", "GET_API_2_1_CLUSTERS_GET ", "deprecated"}
	for query := range asked {
		queries = append(queries, query)
	}
	for e := range built.All() {
		queries = append(queries, e.Summary)
	}
	for _, query := range queries {
		require.Equal(t, built.Search(query, 0), generated.Search(query, 0), query)
	}
}

// A registry finds what is in it, whatever it was made of.
func TestLexiconFollowsTheRegistry(t *testing.T) {
	index := builtinIndex(t)
	all := NewWithLexicon(nil, index, BuildLexicon(index))
	few := all.Only("*_clusters_*")
	assert.Equal(t, New(nil, few.layers[0].index).Search("start cluster", 0), few.Search("start cluster", 0))
	assert.Empty(t, few.Search("warehouse", 0))

	own := "get_api_2_0_bananas\town\tGET\t/api/2.0/bananas\tread\t\tPeel bananas.\n"
	more, err := all.With(New(fstest.MapFS{}, own))
	require.NoError(t, err)
	assert.Equal(t, "get_api_2_0_bananas", more.Search("peel a banana", 1)[0].Name)
	assert.Equal(t, "post_api_2_1_clusters_start", more.Search("start cluster", 1)[0].Name)
}

// A lexicon of another index, or a broken one, is not used.
func TestOnlyTheIndexsOwnLexiconIsUsed(t *testing.T) {
	index := "a_one\ts\tGET\t/api/2.0/one\tread\t\tPeel a banana.\nb_two\ts\tGET\t/api/2.0/two\tread\tdeprecated\tEat.\n"
	good := BuildLexicon(index)
	for what, text := range map[string]string{
		"none": "", "short": good[:3], "of another": BuildLexicon(strings.Replace(index, "Eat", "Try", 1)),
		"cut": good[:len(good)-2], "changed": strings.Replace(good, "banana", "bananb", 1),
	} {
		_, ok := readLexicon(index, text)
		assert.False(t, ok, what)
		assert.Len(t, NewWithLexicon(nil, index, text).Search("peel banana", 0), 1, what)
	}
	l, ok := readLexicon(index, good)
	require.True(t, ok)
	assert.Equal(t, makeLexicon(linesOf(index)).numbers, l.numbers)

	l, ok = readLexicon("", BuildLexicon(""))
	require.True(t, ok)
	assert.Empty(t, l.words)
	assert.Empty(t, NewWithLexicon(nil, "", BuildLexicon("")).Search("warehouse", 0))
}

// Numbers are short. Where a registry has more words than there are numbers, the rest is
// not found, and nothing is mistaken for it.
func TestMoreWordsThanNumbers(t *testing.T) {
	var index strings.Builder
	const each = 700
	for i := range 100 {
		words := make([]string, each)
		for j := range words {
			words[j] = fmt.Sprintf("w%dx", i*each+j)
		}
		fmt.Fprintf(&index, "a%03d\ts\tGET\t/api/2.0/one\tread\t\t%s\n", i, strings.Join(words, " "))
	}
	r := NewWithLexicon(nil, index.String(), BuildLexicon(index.String()))
	assert.Len(t, r.lexicon().words, 1<<16)
	assert.Equal(t, "a001", r.Search("w700x", 1)[0].Name)
	assert.Empty(t, r.Search("w69999x", 0))
}

// One search of the built-in actions builds nothing: what it makes is for the query, for
// the lines of the index and for the numbers.
func TestFirstSearchBuildsNothing(t *testing.T) {
	index := builtinIndex(t)
	text := BuildLexicon(index)
	first := testing.AllocsPerRun(10, func() { NewWithLexicon(nil, index, text).Search("start cluster", 20) })
	r := New(nil, index)
	later := testing.AllocsPerRun(10, func() { r.Search("start cluster", 20) })
	assert.LessOrEqual(t, first, later+16, "what is built from the index takes hundreds")
}
