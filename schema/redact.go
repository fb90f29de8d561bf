package schema

import "strings"

// Redacted stands where a secret was.
const Redacted = "**REDACTED**"

// Redact returns value without the secrets: whatever doc marks x-sensitive, and
// fields that doc does not know but that are named like one. value must be of JSON
// kinds and is not changed; parts without secrets are shared.
func (t *Types) Redact(doc Document, value any) any {
	if value == nil {
		return nil
	}
	if t.isSensitive(doc) {
		return Redacted
	}
	doc = t.Resolve(doc)
	for _, k := range []string{"oneOf", "anyOf"} {
		branches, _ := doc[k].([]any)
		for _, b := range branches {
			if branch, ok := b.(map[string]any); ok {
				value = t.Redact(branch, value)
			}
		}
	}
	switch v := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			if !declares(doc, name) && namedLikeSecret(name) {
				out[name] = Redacted
				continue
			}
			child, _ := t.Child(doc, name)
			out[name] = t.Redact(child, member)
		}
		return out
	case []any:
		items, _ := doc["items"].(map[string]any)
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = t.Redact(items, element)
		}
		return out
	}
	return value
}

func declares(doc Document, name string) bool {
	properties, _ := doc["properties"].(map[string]any)
	return properties[name] != nil
}

// namedLikeSecret judges a field that no document describes.
func namedLikeSecret(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"token", "password", "secret", "credential", "private_key", "access_key", "api_key", "authorization"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
