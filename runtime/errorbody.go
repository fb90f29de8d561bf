package runtime

import (
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/actionctl/connector/internal/printable"
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
	e.Code, e.Message = shortened(e.Code, maxCode), shortened(e.Message, maxMessage)
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

// shortened is s as a message shows it, no longer than limit bytes.
func shortened(s string, limit int) string {
	cut := len(s) > limit
	if cut {
		s = strings.TrimRightFunc(s[:limit], func(r rune) bool { return r == utf8.RuneError })
	}
	s = printable.Text(s)
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
