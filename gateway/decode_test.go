package gateway

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDecode(t *testing.T) {
	type inner struct {
		Name string `json:"name"`
	}
	type body struct {
		inner
		Connection string         `json:"connection"`
		Count      int            `json:"count"`
		Yes        bool           `json:"yes"`
		List       []string       `json:"list"`
		Params     map[string]any `json:"params"`
		Hidden     string         `json:"-"`
	}
	var got body
	s := newTestGateway(t, func(s *setup) { s.Limits = Limits{Body: 300, Depth: 5} })
	s.add(route{Method: "POST", Pattern: "/test", ID: "test", Handle: func(x *exchange) error {
		got = body{}
		if err := x.decode(&got); err != nil {
			return err
		}
		return x.answer(200, "ok")
	}})
	assert.Equal(t, 200, s.do(t, "POST", "/test", `{"name":"n","connection":"grüße","params":{"id":9007199254740993,"f":1.0,"big":1e400,"n":null}}`).Status)
	assert.Equal(t, body{inner: inner{"n"}, Connection: "grüße", Params: map[string]any{
		"id": json.Number("9007199254740993"), "f": json.Number("1.0"), "big": json.Number("1e400"), "n": nil,
	}}, got)
	assert.Equal(t, 200, s.do(t, "POST", "/test", `{}`, "Content-Type", "Application/JSON; charset=UTF-8").Status)
	for text, want := range map[string]string{
		``:                           `400 BAD_BODY the body cannot be used: it is not JSON: unexpected end of JSON input at byte 0`,
		`{`:                          `400 BAD_BODY the body cannot be used: it is not JSON: unexpected end of JSON input at byte 1`,
		`{"a":1}{}`:                  `400 BAD_BODY the body cannot be used: it is not JSON: invalid character '{' after top-level value at byte 8`,
		`[]`:                         `400 BAD_BODY the body cannot be used: it has to be a JSON object, not an array`,
		`null`:                       `400 BAD_BODY the body cannot be used: it has to be a JSON object`,
		`"x"`:                        `400 BAD_BODY the body cannot be used: it has to be a JSON object, not a string`,
		`{"conection":1}`:            `400 BAD_BODY the body cannot be used: unknown field "conection"; did you mean "connection"?`,
		`{"Connection":"x"}`:         `400 BAD_BODY the body cannot be used: unknown field "Connection"; did you mean "connection"?`,
		`{"zzz":1,"Hidden":2}`:       `400 BAD_BODY the body cannot be used: unknown field "Hidden"; there are name, connection, count, yes, list, params; unknown field "zzz"; there are name, connection, count, yes, list, params`,
		`{"params":[1]}`:             `400 BAD_BODY the body cannot be used: params has to be an object, not an array`,
		`{"count":"1"}`:              `400 BAD_BODY the body cannot be used: count has to be a number, not a string`,
		`{"yes":1}`:                  `400 BAD_BODY the body cannot be used: yes has to be a boolean, not a number`,
		`{"list":"x"}`:               `400 BAD_BODY the body cannot be used: list has to be an array, not a string`,
		`{"connection":{}}`:          `400 BAD_BODY the body cannot be used: connection has to be a string, not an object`,
		"{\"name\":\"\xff\"}":        `400 BAD_BODY the body cannot be used: it is not UTF-8`,
		`{"params":{"a":[[[[1]]]]}}`: `400 BAD_BODY the body cannot be used: it is nested deeper than 5 levels`,
		strings.Repeat(" ", 301):     `413 TOO_LARGE the body has more than the 300 bytes that JSON may have here`,
		`{"name":1,"params":{"a":`:   `400 BAD_BODY the body cannot be used: it is not JSON: unexpected end of JSON input at byte 24`,
		"{\"a\nb\u001b[2J\":1}":      `400 BAD_BODY the body cannot be used: it is not JSON: invalid character '\n' in string literal at byte 4`,
		`{"a\u001b[2J` + "\u009b":    `400 BAD_BODY the body cannot be used: it is not JSON: unexpected end of JSON input at byte 14`,
	} {
		a := s.do(t, "POST", "/test", text)
		assert.Equal(t, want, fmt.Sprint(a.Status, " ", a.code(t), " ", a.value(t)["detail"]), "%q", text)
	}
	many := s.do(t, "POST", "/test", `{"z1":0,"z2":0,"z3":0,"z4":0,"z5":0,"z6":0,"z7":0,"z8":0,"z9":0,"zz1":0,"zz2":0,"zz3":0}`)
	assert.Contains(t, many.value(t)["detail"], "; and 2 more")
}

func TestDepth(t *testing.T) {
	for text, want := range map[string]int{
		``: 0, `1`: 0, `{}`: 1, `[[]]`: 2, `{"a":"[[[["}`: 1, `{"a\"[":[{}]}`: 3, `"\\"[`: 1, `]][`: 0,
		strings.Repeat("[", 100_000): 100_000,
	} {
		assert.Equal(t, want, depth([]byte(text)), "%.20q", text)
	}
}
