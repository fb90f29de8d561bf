package registry

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// seeds are what hostile or careless authors write.
var seeds = []string{
	"", "{}", "[]", "a", "\x00", "\xff\xfe", "---\n...\n---\n", "%YAML 1.2\n---\na: b\n",
	thing, thing + "wait: {poll: x, with: {a: b}, success: [A, true], timeout: 1m}\n",
	"a: &a [*a]\n", "a: &a {b: *a}\n", "<<: {a: b}\n", "? [a, b]\n: c\n", "? {a: b}\n", "!!binary a: b\n", "a: !x b\n",
	"a: 2024-01-01\nb: 0o17\nc: 1_000\nd: .inf\ne: yes\nf: 1E400\ng: ~\n1: 2\n", "a: {a: {a: {a: {a: {}}}}}\n",
	"# a\n\n# b\nb: 1 # c\n# d\na: # e\n  # f\n  - x # g\n  # h\n# i\n", "a: [1, # x\n  {b: c # y\n  }]\n# z\n",
	"a: >-\n  b\n\n  c\nd: |+\n  e\n\n", "a: \"\\u0085\\ud83d\\ude42\\x07\"\n", "a: 'what? # : , [x]'\n", "? a\n: b\n? c\n",
	"http: GET /{a}/{a\nrequired: [a, a]\npath: {a: {}}\nquery: {a: 1}\n", "a:\r\n  b: c\r\n", "\ufeffa: b\n", "- # a\n  - b\n", "a: # b\n- c\n",
}

func addSeeds(f *testing.F) {
	f.Helper()
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	text, err := os.ReadFile("testdata/every_word.yaml")
	require.NoError(f, err)
	f.Add(text)
}

// FuzzDecode holds Decode to an answer or to problems, never a panic, and what it
// accepts to an index line that can be found again.
func FuzzDecode(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := Decode("s/a.yaml", text)
		require.NotNil(t, a)
		if err != nil {
			assert.NotEmpty(t, lines(t, err))
			return
		}
		_ = a.ParamsSchema()
		_ = PathVariables(a.Path)
		index := EntryOf(a).line()
		line, ok := findLine(index, a.Name)
		if a.Name != "" {
			assert.True(t, ok)
			assert.Zero(t, badLine(index), "%q", index)
			assert.Equal(t, EntryOf(a), parseLine(line))
		}
	})
}

// FuzzCanonical holds Canonical to a form that means the same and is its own
// canonical form.
func FuzzCanonical(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, file := range []string{"s/a.yaml", "types/a.yaml"} {
			out, err := Canonical(file, text)
			if err != nil {
				assert.NotEmpty(t, lines(t, err))
				continue
			}
			again, err := Canonical(file, out)
			require.NoError(t, err, "%s", out)
			assert.Equal(t, string(out), string(again))
			before, errBefore := Decode("s/a.yaml", text)
			after, errAfter := Decode("s/a.yaml", out)
			assert.Equal(t, errBefore == nil, errAfter == nil, "%v %v", errBefore, errAfter)
			if errBefore == nil && file == "s/a.yaml" {
				assert.ElementsMatch(t, before.Params, after.Params)
				before.Params, after.Params = nil, nil
				assert.Equal(t, before, after)
			}
		}
	})
}
