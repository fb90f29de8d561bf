package runtime

import (
	"bytes"
	"cmp"
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/actionctl/connector/internal/lazyregexp"
)

var (
	codeText  = lazyregexp.New(`^([A-Z][A-Z_]+): (?s:(.*))$`)
	preText   = lazyregexp.New(`(?is)<pre[^>]*>(.*?)</pre>`)
	titleText = lazyregexp.New(`(?is)<title[^>]*>(.*?)</title>`)
)

// parseError finds code, message and details in the body of an error answer.
func parseError(status int, body []byte) (code, message string, details []any) {
	body = bytes.TrimSpace(body)
	switch {
	case len(body) == 0:
		return "", "", nil
	case body[0] == '{':
		if code, message, details := parseJSONError(status, body); code != "" || message != "" {
			return code, message, details
		}
	case body[0] == '<':
		return "", pageMessage(body), nil
	}
	if m := codeText().FindSubmatch(body); m != nil {
		return string(m[1]), string(m[2]), nil
	}
	return "", string(body), nil
}

// pageMessage is what a web page says: its <pre>, else its title.
func pageMessage(page []byte) string {
	for _, form := range []*regexp.Regexp{preText(), titleText()} {
		if m := form.FindSubmatch(page); m != nil {
			if text := strings.Trim(html.UnescapeString(string(m[1])), " .\n\t"); text != "" {
				return text
			}
		}
	}
	return "the answer is a web page, not the API's; check the connection's host"
}

// errorBody is the union of the JSON forms that the service's errors come in: the
// usual one, that of API 1.2 (error), of SCIM (detail, scimType) and of sign-in
// (error, error_description). Members are any, so that one of an unexpected type
// does not hide the others.
type errorBody struct {
	Code        any `json:"error_code"`
	Message     any `json:"message"`
	Error       any `json:"error"`
	Description any `json:"error_description"`
	Details     any `json:"details"`
	Detail      any `json:"detail"`
	SCIMType    any `json:"scimType"`
}

// parseJSONError returns neither code nor message when the body is not JSON or has
// none.
func parseJSONError(status int, body []byte) (code, message string, details []any) {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var b errorBody
	if err := dec.Decode(&b); err != nil {
		return "", "", nil
	}
	details, _ = b.Details.([]any)
	code, message = scalar(b.Code), scalar(b.Message)
	if wrapped, ok := b.Error.(map[string]any); ok { // gateways wrap {error: {code, message}}
		code, message = cmp.Or(code, scalar(wrapped["code"])), cmp.Or(message, scalar(wrapped["message"]))
	} else {
		message = sentence(message, scalar(b.Error), scalar(b.Description))
	}
	if detail := scalar(b.Detail); message == "" && detail != "" {
		code = "SCIM_" + strconv.Itoa(status)
		message = strings.TrimSpace(scalar(b.SCIMType) + " " + detail)
		if detail == "null" {
			message = "SCIM API Internal Error"
		}
	}
	return code, message, details
}

// scalar is the text of a string or a number, and "" for anything else.
func scalar(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// sentence joins what is there, each thing once.
func sentence(parts ...string) string {
	var said []string
	for _, part := range parts {
		if part != "" && !slices.Contains(said, part) {
			said = append(said, part)
		}
	}
	return strings.Join(said, ": ")
}
