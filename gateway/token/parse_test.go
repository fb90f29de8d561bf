package token

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const goodToken = `{"id": "abcdefgh", "name": "ci", "hash": "13443fc2a60eae50e3f51ee7c5788973842f8af057f0d48c658d7913f7e98c22",
	"scope": {"connections": ["prod"]}, "created": "2026-11-22T15:54:17Z"}`

func TestParse(t *testing.T) {
	const hash = `"hash": "13443fc2a60eae50e3f51ee7c5788973842f8af057f0d48c658d7913f7e98c22"`
	for _, tt := range []struct{ text, problem string }{
		{``, ""},
		{" \n", ""},
		{`{}`, ""},
		{`{"tokens": []}`, ""},
		{`{"tokens": [` + goodToken + `]}`, ""},
		{"{\n\n", "F: ends too early"},
		{"{\n\n]}", "F:3: is not JSON"},
		{`[]`, "F: the value: expected an object"},
		{`{"tokens": {}}`, "F: tokens: expected a list"},
		{`{"token": []}`, `F: unknown field "token"; did you mean "tokens"?`},
		{`{"tokens": []} {}`, "F: more follows behind the end"},
		{"{\"tokens\": [\n" + goodToken + ",\n" + goodToken + "]}", "F:4: id: stands here twice"},
		{"{\"tokens\": [\n{\"nam\": \"ci\"}]}", `F:2: unknown field "nam"; did you mean "name"?`},
		{`{"tokens": [{"name": 5}]}`, "F:1: name: expected text"},
		{`{"tokens": [{"scope": {"connections": "prod"}}]}`, "F:1: scope.connections: expected a list"},
		{`{"tokens": [{"scope": {"confirm": "yes"}}]}`, "F:1: scope.confirm: expected true or false"},
		{`{"tokens": [{"hash": "c4nary"}]}`, "F:1: hash: expected 64 hexadecimal digits"},
		{`{"tokens": [{"hash": "` + "zz443fc2a60eae50e3f51ee7c5788973842f8af057f0d48c658d7913f7e98c22" + `"}]}`, "F:1: hash: expected 64 hexadecimal digits"},
		{`{"tokens": [{"created": "c4nary"}]}`, "F:1: created, expires, revoked: expected a time"},
		{`{"tokens": [{"id": "c4nary", "name": "a b", ` + hash + `}]}`, "F:1: name: expected 1 to 64"},
		{`{"tokens": [{"id": "c4nary", "name": "ci", ` + hash + `}]}`, "id: expected 8 letters and digits 2 to 7\ncreated: is missing\nscope: connections: none is named"},
		{`{"tokens": [{"id": "abcdefgh", "name": "ci"}]}`, "hash: is missing"},
	} {
		list, err := parse("F", []byte(tt.text))
		if tt.problem == "" {
			require.NoError(t, err, tt.text)
			continue
		}
		require.ErrorContains(t, err, tt.problem, tt.text)
		assert.NotContains(t, err.Error(), "c4nary")
		assert.Empty(t, list.Tokens)
	}
}

// All that is wrong is told at once.
func TestAllProblemsAtOnce(t *testing.T) {
	_, err := parse("F", []byte("{\"tokens\": [\n{\"a\": 1},\n{\"b\": 2}]}"))
	require.ErrorContains(t, err, `F:2: unknown field "a"`)
	assert.ErrorContains(t, err, `F:3: unknown field "b"`)
}

func TestFilesThatAreTooLarge(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tokens.json")
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	require.NoError(t, os.Truncate(path, maxFile+1))
	_, _, err := read(path)
	require.ErrorContains(t, err, "larger than 16 MiB")
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"tokens": [` + goodToken + `]}`))
	f.Add([]byte(`{"tokens": [null, 1, {"scope": null}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		list, err := parse("F", text)
		if err != nil {
			return
		}
		for _, one := range list.Tokens {
			assert.NoError(t, one.check())
		}
		again, err := json.Marshal(list) // what was read can be written, and read again
		require.NoError(t, err)
		same, err := parse("F", again)
		require.NoError(t, err)
		assert.Len(t, same.Tokens, len(list.Tokens))
	})
}
