package runtime

import (
	"bytes"
	"cmp"
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/actionctl/connector/registry"
)

// maxErrorBody bounds how much of an error answer is read, maxMessage how much of
// its text a message shows, maxCode how long a code or a request id is believed.
const (
	maxErrorBody = 64 << 10
	maxMessage   = 2 << 10
	maxCode      = 128
)

// newAPIError reads an error answer, whatever its form.
func newAPIError(p *Plan, rules []registry.ErrorRule, status int, header http.Header, body []byte) *APIError {
	e := &APIError{Action: p.Action, Connection: p.Connection, Status: status, Header: header, Raw: body}
	if status < 400 {
		e.Code, e.Message = redirect(header)
	} else {
		e.Code, e.Message, e.Details = parseError(status, body)
	}
	e.Code, e.Message = printable(e.Code, maxCode), printable(e.Message, maxMessage)
	e.RequestID = requestID(header, e.Details)
	e.Kind = kindOf(e.Code, status)
	for _, r := range rules {
		if ruleMatches(r, e) {
			e.Kind = kindByName[r.Kind]
			break
		}
	}
	return e
}

// printable is s fit for people: valid UTF-8, no control characters but line breaks
// and tabs, and no longer than limit bytes.
func printable(s string, limit int) string {
	cut := len(s) > limit
	if cut {
		s = strings.TrimRightFunc(s[:limit], func(r rune) bool { return r == utf8.RuneError })
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	if cut {
		s += "…"
	}
	return s
}

func ruleMatches(r registry.ErrorRule, e *APIError) bool {
	if r.Status != 0 && r.Status != e.Status || r.Code != "" && r.Code != e.Code || kindByName[r.Kind] == nil {
		return false
	}
	ok, err := regexp.MatchString(r.Message, e.Message)
	return ok && err == nil
}

var (
	codeText  = regexp.MustCompile(`^([A-Z][A-Z_]+): (?s:(.*))$`)
	preText   = regexp.MustCompile(`(?is)<pre[^>]*>(.*?)</pre>`)
	titleText = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)
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
	if m := codeText.FindSubmatch(body); m != nil {
		return string(m[1]), string(m[2]), nil
	}
	return "", string(body), nil
}

// pageMessage is what a web page says: its <pre>, else its title.
func pageMessage(page []byte) string {
	for _, form := range []*regexp.Regexp{preText, titleText} {
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

func requestID(header http.Header, details []any) string {
	for _, name := range []string{"X-Databricks-Request-Id", "X-Request-Id"} {
		if id := header.Get(name); id != "" {
			return printable(id, maxCode)
		}
	}
	for _, d := range details {
		if m, ok := d.(map[string]any); ok && scalar(m["request_id"]) != "" {
			return printable(scalar(m["request_id"]), maxCode)
		}
	}
	return ""
}

// privateLink is the code of a workspace that takes no calls from this network. It
// says so by a redirect to its login page.
const privateLink = "PRIVATE_LINK_VALIDATION_ERROR"

// redirect says where a redirect leads. It is never followed: it would take the
// credentials elsewhere, and mostly leads to a login page.
func redirect(header http.Header) (code, message string) {
	location := header.Get("Location")
	if location == "" {
		return "", "the answer is a redirect without an address"
	}
	if strings.Contains(location, "private-link-validation-error") {
		return privateLink, "the workspace takes no calls from this network: it is reached by a private link only"
	}
	to := "another address"
	if u, err := url.Parse(location); err == nil {
		to = (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String() // a query may carry secrets
	}
	message = "redirected to " + to + ", which is not followed"
	if strings.Contains(to, "login") {
		message += "; this is a login page: check the connection's host and token"
	}
	return "", message
}
