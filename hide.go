package connector

import (
	"net/http"
	"strings"

	"github.com/actionctl/connector/schema"
)

// hider takes secrets out of what a service says.
type hider struct {
	forms    []string
	replacer *strings.Replacer
}

func (s secrets) hider() *hider {
	h := &hider{forms: s.forms()}
	var pairs []string
	for _, form := range h.forms {
		pairs = append(pairs, form, schema.Redacted)
	}
	h.replacer = strings.NewReplacer(pairs...)
	return h
}

// cutMarks end a text that is not whole.
var cutMarks = []string{" (the answer broke off)", "…"}

// text is s without secrets. Of a text that was cut off, the end may be the beginning
// of a secret.
func (h *hider) text(s string) string {
	body := s
	for _, mark := range cutMarks {
		body = strings.TrimSuffix(body, mark)
	}
	if body == s {
		return h.replacer.Replace(s)
	}
	return h.cut(body) + s[len(body):]
}

// cut is s, which may have been cut off, without secrets.
func (h *hider) cut(s string) string {
	s = h.replacer.Replace(s)
	for _, form := range h.forms {
		for n := min(len(form)-1, len(s)); n >= minSecret; n-- {
			if strings.HasSuffix(s, form[:n]) {
				return s[:len(s)-n] + schema.Redacted
			}
		}
	}
	return s
}

// value is a JSON value without secrets; v is not changed.
func (h *hider) value(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			out[h.text(name)] = h.value(member)
		}
		return out
	case []any:
		return h.list(v)
	}
	var text secrets
	text.collectAll(v)
	for _, t := range text {
		if hidden := h.text(t); hidden != t {
			return hidden
		}
	}
	return v
}

func (h *hider) list(list []any) []any {
	if list == nil {
		return nil
	}
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = h.value(v)
	}
	return out
}

func (h *hider) header(header http.Header) http.Header {
	out := make(http.Header, len(header))
	for name, values := range header {
		for _, v := range values {
			out[name] = append(out[name], h.text(v))
		}
	}
	return out
}
