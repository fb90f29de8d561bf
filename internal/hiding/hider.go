package hiding

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/actionctl/connector/schema"
)

// Hider takes secrets out of what a service says. It is safe for concurrent use.
type Hider struct {
	forms    []string
	replacer *strings.Replacer
}

// Hider makes the one that hides these secrets.
func (s Secrets) Hider() *Hider {
	h := &Hider{forms: s.forms()}
	var pairs []string
	for _, form := range h.forms {
		pairs = append(pairs, form, schema.Redacted)
	}
	h.replacer = strings.NewReplacer(pairs...)
	return h
}

// cutMarks end a text that is not whole.
var cutMarks = []string{" (the answer broke off)", "…"}

// Text is s without secrets. Of a text that was cut off, the end may be the beginning
// of a secret.
func (h *Hider) Text(s string) string {
	body := s
	for _, mark := range cutMarks {
		body = strings.TrimSuffix(body, mark)
	}
	if body == s {
		return h.replacer.Replace(s)
	}
	return h.Cut(body) + s[len(body):]
}

// Cut is s, which may have been cut off, without secrets.
func (h *Hider) Cut(s string) string {
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

// List is a list of JSON kinds without secrets; it is not changed itself.
func (h *Hider) List(list []any) []any {
	if list == nil {
		return nil
	}
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = h.value(v)
	}
	return out
}

func (h *Hider) value(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			out[h.Text(name)] = h.value(member)
		}
		return out
	case []any:
		return h.List(v)
	case string:
		return h.Text(v)
	case json.Number:
		if hidden := h.Text(v.String()); hidden != v.String() {
			return hidden
		}
	}
	return v
}

// Header is a copy of header without secrets in its values.
func (h *Hider) Header(header http.Header) http.Header {
	out := make(http.Header, len(header))
	for name, values := range header {
		for _, v := range values {
			out[name] = append(out[name], h.Text(v))
		}
	}
	return out
}
