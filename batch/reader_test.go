package batch_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/batch"
	"github.com/actionctl/connector/schema"
)

func read(t testing.TB, text string) []connector.BatchCall {
	t.Helper()
	r := batch.NewReader(strings.NewReader(text))
	var calls []connector.BatchCall
	for call := range r.Calls() {
		calls = append(calls, call)
	}
	require.NoError(t, r.Err())
	return calls
}

func TestReadCalls(t *testing.T) {
	const text = "\ufeff" + `{"id":"a","connection":"prod","action":"x","params":{"n":9007199254740993},"wait":true,"all":true}` + "\r\n" +
		"\n \t\r\n" +
		`{"action":"y"}` + "\n" +
		`{"id":-7,"action":"z","params":null,"wait":false}`
	r := batch.NewReader(strings.NewReader(text))
	r.Default = connector.Call{Connection: "usual", Validation: schema.AllowUnknown}
	var calls []connector.BatchCall
	for call := range r.Calls() {
		require.NoError(t, call.Err)
		calls = append(calls, call)
	}
	require.NoError(t, r.Err())
	require.Len(t, calls, 3)
	assert.Equal(t, "a", calls[0].ID)
	assert.Equal(t, "prod", calls[0].Call.Connection)
	assert.Equal(t, "9007199254740993", fmt.Sprint(calls[0].Call.Params["n"]), "integers keep their digits")
	assert.True(t, calls[0].Wait)
	assert.True(t, calls[0].All)
	assert.Equal(t, schema.AllowUnknown, calls[0].Call.Validation)
	assert.Equal(t, connector.BatchCall{ID: "4", NumericID: true, Line: 4, Call: connector.Call{
		Connection: "usual", Action: "y", Validation: schema.AllowUnknown,
	}}, calls[1])
	assert.Equal(t, "-7", calls[2].ID)
	assert.True(t, calls[2].NumericID)
	assert.Equal(t, 5, calls[2].Line)
	assert.Nil(t, calls[2].Call.Params)
	assert.Equal(t, 5, r.Line())
	assert.Equal(t, int64(len(text)), r.Bytes())
}

func TestLinesThatAreNoCalls(t *testing.T) {
	for line, want := range map[string]string{
		`{`:                                   "the line is not JSON: it ends too early",
		`{"action":"a"`:                       "the line is not JSON: it ends too early",
		`{"action":"a",}`:                     "the line is not JSON: invalid character",
		`{"action":"a"} {}`:                   "more follows behind the object",
		`["a"]`:                               "the line is an array, not an object",
		`"a"`:                                 "the line is a string, not an object",
		`7`:                                   "the line is a number, not an object",
		`true`:                                "the line is a boolean, not an object",
		`null`:                                "the line is null, not an object",
		`{}`:                                  "action is missing",
		`{"action":""}`:                       "action is missing",
		`{"action":7}`:                        "action is not a string",
		`{"acton":"a"}`:                       `"acton" is not known; did you mean "action"?; action is missing`,
		`{"action":"a","Params":{}}`:          `"Params" is not known; did you mean "params"?`,
		`{"action":"a","params":[]}`:          "params is not an object",
		`{"action":"a","wait":"yes","all":1}`: "wait is not true or false; all is not true or false",
		`{"action":"a","action":"b"}`:         `"action" is there twice`,
		`{"action":"a","id":1.5}`:             "id is neither a string nor an integer",
		`{"action":"a","id":1e3}`:             "id is neither a string nor an integer",
		`{"action":"a","id":["x"]}`:           "id is neither a string nor an integer",
		`{"action":"a","id":""}`:              "id is empty",
		`{"action":"a","id":"` + strings.Repeat("x", 1025) + `"}`: "id is longer than 1024 bytes",
		"{\"action\":\"a\",\"params\":{\"x\":\"\xff\"}}":          "the line is not UTF-8",
		`{"` + strings.Repeat("x", 100) + `":1,"action":"a"}`:     `xxx…" is not known`,
	} {
		calls := read(t, "\n"+line+"\n"+`{"action":"next"}`)
		require.Len(t, calls, 2, "a bad line does not stop the rest: %s", line)
		assert.ErrorContains(t, calls[0].Err, want, line)
		assert.Equal(t, 2, calls[0].Line)
		assert.NotEmpty(t, calls[0].ID)
		assert.NoError(t, calls[1].Err)
	}
}

// What a bad line does say right is in its answer.
func TestABadLineKeepsItsName(t *testing.T) {
	call := read(t, `{"id":"mine","action":"a","parms":{}}`)[0]
	assert.ErrorContains(t, call.Err, `did you mean "params"?`)
	assert.Equal(t, "mine", call.ID)
	assert.Equal(t, "a", call.Call.Action)
}

func TestErrorsOfLinesShowNoValues(t *testing.T) {
	const canary = "canary-77"
	for _, line := range []string{
		`{"action":"a","params":"` + canary + `"}`, `{"action":"a","params":{"x":"` + canary + `"`,
		`{"action":"a","id":{"x":"` + canary + `"}}`, `"` + canary + `"`, `{"action":["` + canary + `"]}`,
	} {
		err := read(t, line)[0].Err
		require.Error(t, err, line)
		assert.NotContains(t, err.Error(), canary)
	}
}

func TestAReaderThatFails(t *testing.T) {
	broken := errors.New("the disk is gone")
	r := batch.NewReader(io.MultiReader(strings.NewReader(`{"action":"a"}`+"\n"+`{"acti`), iotest.ErrReader(broken)))
	n := 0
	for call := range r.Calls() {
		assert.NoError(t, call.Err)
		n++
	}
	assert.Equal(t, 1, n, "what was cut off is no call")
	assert.ErrorIs(t, r.Err(), broken)
	assert.Equal(t, 1, r.Line())
}

// A reader that was left goes on where it was.
func TestReadingInParts(t *testing.T) {
	r := batch.NewReader(strings.NewReader("{\"action\":\"a\"}\n{\"action\":\"b\"}\n"))
	var got []string
	for range 3 {
		for call := range r.Calls() {
			got = append(got, call.Call.Action)
			break
		}
	}
	assert.Equal(t, []string{"a", "b"}, got)
}

func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		`{"id":1,"action":"a","params":{"x":[1,{"y":null}]}}`, "\ufeff{}\r\n\r\n{", `{"id":"é","wait":true}` + "\n" + `[`, "\x00\n\xff", `{"action":"a"}{"action":"b"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		line := 0
		for _, call := range read(t, string(text)) {
			if call.Line <= line {
				t.Fatalf("line %d comes behind %d", call.Line, line)
			}
			line = call.Line
			if call.ID == "" {
				t.Fatal("a call without an id")
			}
			if call.Err == nil && call.Call.Action == "" {
				t.Fatal("a call without an action")
			}
			if call.Err != nil && strings.Contains(call.Err.Error(), "\n") {
				t.Fatalf("an error of several lines: %q", call.Err)
			}
		}
		if all := strings.Count(string(text), "\n") + 1; line > all {
			t.Fatalf("line %d of %d", line, all)
		}
	})
}

func TestAReaderWithShorterLines(t *testing.T) {
	r := batch.NewReader(strings.NewReader(`{"action":"a"}` + "\n" + `{"action":"` + strings.Repeat("b", 100) + `"}` + "\n" + `{"action":"c"}`))
	r.MaxLine = 40
	var errs []error
	for call := range r.Calls() {
		errs = append(errs, call.Err)
	}
	require.NoError(t, r.Err())
	require.Len(t, errs, 3)
	assert.NoError(t, errs[0])
	assert.ErrorContains(t, errs[1], "longer than 40 bytes")
	assert.NoError(t, errs[2])
}
