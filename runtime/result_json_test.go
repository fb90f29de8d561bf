package runtime

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestResultAsJSON(t *testing.T) {
	for name, tc := range map[string]struct{ content, body, want string }{
		"every digit":    {"application/json", ` {"id": 9007199254740993, "x": 1.0} `, `{"id": 9007199254740993, "x": 1.0}`},
		"no type":        {"", `[1]`, `[1]`},
		"nothing":        {"application/json", " \n", `null`},
		"null":           {"application/json", "null", `null`},
		"text":           {"text/plain", `a "b" <c>`, `"a \"b\" <c>"`},
		"text like JSON": {"text/plain", `{"a":1}`, `"{\"a\":1}"`},
	} {
		r := &Result{Status: 200, Header: http.Header{"Content-Type": {tc.content}}, Raw: []byte(tc.body)}
		text, err := r.JSON()
		require.NoError(t, err, name)
		assert.Equal(t, tc.want, string(text), name)
	}
	for name, body := range map[string]string{"no JSON": "{", "two values": "1 2"} {
		_, err := (&Result{Status: 200, Header: http.Header{}, Raw: []byte(body)}).JSON()
		assert.ErrorIs(t, err, ErrUnexpectedAnswer, name)
	}
	_, err := (&Result{Stream: io.NopCloser(strings.NewReader("x"))}).JSON()
	assert.ErrorContains(t, err, "stream")
}
