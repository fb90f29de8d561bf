package runtime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/actionctl/connector/registry"
)

// maxErrorBody bounds how much of an error answer is read, maxMessage how much of
// its text a message shows.
const (
	maxErrorBody = 64 << 10
	maxMessage   = 2 << 10
)

// errorBody is the union of the JSON forms that the service's errors come in: the
// usual one, that of API 1.2 (error) and that of SCIM (detail, scimType).
type errorBody struct {
	Code     any    `json:"error_code"`
	Message  string `json:"message"`
	Error    any    `json:"error"`
	Details  []any  `json:"details"`
	Detail   string `json:"detail"`
	SCIMType string `json:"scimType"`
}

// newAPIError reads an error answer, whatever its form.
func newAPIError(p *Plan, rules []registry.ErrorRule, status int, header http.Header, body []byte) *APIError {
	e := &APIError{Action: p.Action, Connection: p.Connection, Status: status, Header: header}
	e.Code, e.Message, e.Details = parseError(status, body)
	e.Message = strings.ToValidUTF8(e.Message, "?")
	if len(e.Message) > maxMessage {
		e.Message = strings.ToValidUTF8(e.Message[:maxMessage], "") + "…"
	}
	if e.Message == "" && status >= 300 && status < 400 {
		e.Message = redirectMessage(header)
	}
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

func ruleMatches(r registry.ErrorRule, e *APIError) bool {
	if r.Status != 0 && r.Status != e.Status || r.Code != "" && r.Code != e.Code || kindByName[r.Kind] == nil {
		return false
	}
	ok, err := regexp.MatchString(r.Message, e.Message)
	return ok && err == nil
}

var (
	codeText = regexp.MustCompile(`^([A-Z][A-Z_]+): (?s:(.*))$`)
	preText  = regexp.MustCompile(`(?is)<(?:pre|title)[^>]*>(.*?)</(?:pre|title)>`)
)

func parseError(status int, body []byte) (code, message string, details []any) {
	body = bytes.TrimSpace(body)
	switch {
	case len(body) == 0:
		return "", "", nil
	case body[0] == '{':
		if code, message, details, ok := parseJSONError(status, body); ok {
			return code, message, details
		}
	case body[0] == '<':
		if m := preText.FindSubmatch(body); m != nil {
			return "", strings.Trim(html.UnescapeString(string(m[1])), " .\n\t"), nil
		}
		return "", "the answer is a web page, not the API's; check the connection's host", nil
	}
	if m := codeText.FindSubmatch(body); m != nil {
		return string(m[1]), string(m[2]), nil
	}
	return "", string(body), nil
}

func parseJSONError(status int, body []byte) (code, message string, details []any, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var b errorBody
	if err := dec.Decode(&b); err != nil {
		return "", "", nil, false
	}
	if b.Code != nil {
		code = fmt.Sprint(b.Code)
	}
	message = b.Message
	switch old := b.Error.(type) {
	case string:
		message = strings.TrimPrefix(message+": "+old, ": ")
	case map[string]any: // gateways wrap {error: {code, message}}
		if code == "" && old["code"] != nil {
			code = fmt.Sprint(old["code"])
		}
		if text, isText := old["message"].(string); isText && message == "" {
			message = text
		}
	}
	if message == "" && b.Detail != "" {
		code = "SCIM_" + strconv.Itoa(status)
		message = strings.TrimSpace(b.SCIMType + " " + b.Detail)
		if b.Detail == "null" {
			message = "SCIM API Internal Error"
		}
	}
	return code, message, b.Details, true
}

func requestID(header http.Header, details []any) string {
	for _, name := range []string{"X-Databricks-Request-Id", "X-Request-Id"} {
		if id := header.Get(name); id != "" {
			return id
		}
	}
	for _, d := range details {
		if m, ok := d.(map[string]any); ok {
			if id, ok := m["request_id"].(string); ok {
				return id
			}
		}
	}
	return ""
}

// redirectMessage says where a redirect leads. It is never followed: it would take
// the credentials elsewhere, and mostly leads to a login page.
func redirectMessage(header http.Header) string {
	to, _, _ := strings.Cut(header.Get("Location"), "?") // a query may carry secrets
	message := "redirected to " + to + ", which is not followed"
	if strings.Contains(to, "login") {
		message += "; this is a login page: check the connection's host and token"
	}
	return message
}
