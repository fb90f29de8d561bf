package connector

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/actionctl/connector/schema"
)

// minSecret is how many bytes a secret has at least to be looked for: hiding every "1"
// or "yes" would make messages unreadable.
const minSecret = 4

// secrets are texts that nothing which is told about a call may hold.
type secrets []string

// secretsOf are the values of a call's secret parameters.
func (c *Connector) secretsOf(p *prepared) secrets {
	var found secrets
	found.collect(p.params, c.redact(p.action, p.params))
	return found
}

// collect finds what is in value and is not in its redacted copy.
func (s *secrets) collect(value, safe any) {
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
func (s *secrets) collectAll(value any) {
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

// maxNested is how deep JSON within JSON is looked into: a message that shows a body is
// itself part of a body.
const maxNested = 2

// forms are the secrets in all the forms that a service may repeat them in, the
// longest first: as they are, inside a URL, with the characters replaced that messages
// do not keep, and all of these inside JSON.
func (s secrets) forms() []string {
	var forms []string
	for _, secret := range s {
		query := url.QueryEscape(secret)
		forms = append(forms, secret, url.PathEscape(secret), query, strings.ReplaceAll(query, "+", "%20"), inMessage(secret))
	}
	for range maxNested {
		for _, form := range slices.Clone(forms) {
			forms = append(forms, inJSON(form, true), inJSON(form, false))
		}
		slices.SortFunc(forms, func(a, b string) int {
			return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
		})
		forms = slices.Compact(forms)
	}
	return forms
}

func inJSON(secret string, escapeHTML bool) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(escapeHTML)
	_ = enc.Encode(secret) // a string always has a form
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), `"`), "\"\n")
}

func inMessage(secret string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(secret, "?"))
}
