package runtime

import (
	"net/http"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/registry"
)

func TestErrorTextsAreBounded(t *testing.T) {
	long := strings.Repeat("ü", 40<<10)
	for _, body := range []string{
		long, `{"message":"` + long + `"}`, `{"error_code":"` + long + `","message":"x"}`, strings.Repeat("A", 9000) + ": " + long,
		`{"detail":"` + long + `","scimType":"` + long + `"}`, `{"details":[{"request_id":"` + long + `"}],"message":"x"}`, "<pre>" + long + "</pre>",
	} {
		e := newAPIError(&Plan{}, nil, 500, http.Header{"X-Request-Id": {long}}, []byte(body))
		checkErrorTexts(t, e)
		e = newAPIError(&Plan{}, nil, 302, http.Header{"Location": {"https://h/" + long}}, []byte(body))
		checkErrorTexts(t, e)
	}
}

func TestErrorTextsShowNoControlCharacters(t *testing.T) {
	e := newAPIError(&Plan{Action: "a"}, nil, 400, http.Header{}, []byte("BAD_REQUEST: red \x1b[31m\nnext\x00"))
	assert.Equal(t, "red  [31m\nnext ", e.Message)
	assert.Equal(t, "a: 400 BAD_REQUEST: red [31m next", e.Error())
}

func TestPrintableKeepsShortTextsAsTheyAre(t *testing.T) {
	assert.Equal(t, "größe", shortened("größe", 8))
	assert.Equal(t, "gr…", shortened("größe", 3), "never half a character")
	assert.Equal(t, "a?", shortened("a\xff", 8))
}

// FuzzErrorBody: no answer makes the reader panic, and what people are shown is
// short and readable.
func FuzzErrorBody(f *testing.F) {
	for _, body := range []string{
		"", "{", "<", "null", "[]", `{"error_code":1,"message":"x","details":[null,{"request_id":7}]}`, `{"error":{"code":1,"message":{}}}`,
		`{"detail":"null"}`, `{"detail":1,"scimType":[]}`, "A_B: c", "<pre></pre><title>x</title>", "<html>\xff", `{"message":"\ud800"}`, "\xef\xbb\xbf{}",
	} {
		f.Add(400, body, "/login")
	}
	rules := []registry.ErrorRule{{Status: 400, Message: "x.*y", Kind: "not_found"}, {Code: "A", Kind: "nonsense"}, {Message: "(", Kind: "conflict"}}
	f.Fuzz(func(t *testing.T, status int, body, location string) {
		e := newAPIError(&Plan{Action: "a"}, rules, status, http.Header{"Location": {location}}, []byte(body))
		checkErrorTexts(t, e)
	})
}

func checkErrorTexts(t *testing.T, e *APIError) {
	t.Helper()
	assert.LessOrEqual(t, len(e.Message), maxMessage+len("…"))
	assert.LessOrEqual(t, len(e.Code), maxCode+len("…"))
	assert.LessOrEqual(t, len(e.RequestID), maxCode+len("…"))
	for _, s := range []string{e.Message, e.Code, e.RequestID, e.Error()} {
		assert.True(t, utf8.ValidString(s))
	}
	assert.False(t, strings.ContainsFunc(e.Error(), unicode.IsControl), "%q", e.Error())
	assert.NotNil(t, e.Kind)
}
