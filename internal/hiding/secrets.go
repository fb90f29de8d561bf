// Package hiding takes secrets out of what is told about a call: the texts of a
// service that repeats what it was given. Secrets are known by their values: those of
// secret parameters, and the credentials that a Witness saw.
package hiding

import (
	"encoding/json"
	"fmt"

	"github.com/actionctl/connector/schema"
)

// minSecret is how many bytes a secret has at least to be looked for: hiding every "1"
// or "yes" would make messages unreadable.
const minSecret = 4

// Secrets are texts that nothing which is told about a call may hold.
type Secrets []string

// Find returns what is in a value of JSON kinds and is not in its redacted copy.
func Find(value, safe any) Secrets {
	var found Secrets
	found.collect(value, safe)
	return found
}

func (s *Secrets) collect(value, safe any) {
	if safe == schema.Redacted {
		s.collectAll(value)
		return
	}
	switch v := value.(type) {
	case map[string]any:
		copied, _ := safe.(map[string]any)
		for name, member := range v {
			s.collect(member, copied[name])
		}
	case []any:
		copied, _ := safe.([]any)
		for i, element := range v {
			if i < len(copied) {
				s.collect(element, copied[i])
			}
		}
	}
}

// collectAll takes every text and number in value.
func (s *Secrets) collectAll(value any) {
	switch v := value.(type) {
	case map[string]any:
		for _, member := range v {
			s.collectAll(member)
		}
	case []any:
		for _, element := range v {
			s.collectAll(element)
		}
	case string, json.Number:
		if text := fmt.Sprint(v); len(text) >= minSecret {
			*s = append(*s, text)
		}
	}
}
