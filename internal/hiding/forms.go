package hiding

import (
	"cmp"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/printable"
)

// maxNested is how deep JSON within JSON is looked into: a message that shows a body is
// itself part of a body.
const maxNested = 2

// forms are the secrets in all the forms that a service may repeat them in, the
// longest first: as they are, inside a URL, as messages show them, and all of these
// inside JSON.
func (s Secrets) forms() []string {
	var forms []string
	for _, secret := range s {
		query := url.QueryEscape(secret)
		forms = append(forms, secret, url.PathEscape(secret), query, strings.ReplaceAll(query, "+", "%20"), printable.Text(secret))
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
	return slices.DeleteFunc(forms, func(form string) bool { return len(form) < minSecret })
}

func inJSON(secret string, escapeHTML bool) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(escapeHTML)
	_ = enc.Encode(secret) // a string always has a form
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), `"`), "\"\n")
}
