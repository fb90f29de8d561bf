package schema

import "strings"

// Redacted stands where a secret was.
const Redacted = "**REDACTED**"

// Redact returns a copy of value without the secrets: whatever doc marks
// x-sensitive, and fields that doc does not know but that are named like one.
// value must be of JSON kinds and is not changed.
func (t *Types) Redact(doc Document, value any) any {
	return t.redact([]Document{doc}, value)
}

func (t *Types) redact(docs []Document, value any) any {
	if value == nil {
		return nil
	}
	forms, sensitive := t.forms(docs...)
	if sensitive {
		return Redacted
	}
	switch v := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			children, declared := below(forms, name)
			if !declared && namedLikeSecret(name) {
				out[name] = Redacted
				continue
			}
			out[name] = t.redact(children, member)
		}
		return out
	case []any:
		items, _ := below(forms, "0")
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = t.redact(items, element)
		}
		return out
	}
	return value
}

var (
	separators  = strings.NewReplacer("_", "", "-", "", ".", "", " ", "")
	secretWords = []string{
		"token", "password", "passwd", "passphrase", "secret", "credential",
		"privatekey", "accesskey", "apikey", "authorization",
	}
)

// namedLikeSecret judges a field that no document describes.
func namedLikeSecret(name string) bool {
	name = separators.Replace(strings.ToLower(name))
	for _, word := range secretWords {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
