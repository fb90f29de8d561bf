package runtime

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
)

// preview is what the body of a shown plan shows when printed: JSON as it is sent, raw
// bytes by their length.
func (p Plan) preview() any {
	data, given := p.made.params[registry.BodyParam]
	switch b := p.Body; {
	case b.Content == registry.JSONContent && !given:
		return map[string]any{}
	case b.Content == registry.JSONContent:
		return data
	case b.Length >= 0:
		return fmt.Sprintf("<%d bytes of %s>", b.Length, b.Content)
	}
	return fmt.Sprintf("<%s of unknown length>", p.Body.Content)
}

// Authorization as it is shown: the header is there, the token is not.
const (
	redactedValue      = "**REDACTED**"
	shownAuthorization = "Bearer " + redactedValue
)

// shown is the plan made of redacted parameters. Of a plan that NewPlan did not make
// nothing is known to be safe but where it goes.
func (p Plan) shown() *Plan {
	m := p.made
	if m.action == nil {
		return &Plan{Action: p.Action, Connection: p.Connection, Method: p.Method, Host: p.Host, NoAuth: p.NoAuth}
	}
	params := maps.Clone(m.redact(m.action, m.params))
	if params != nil && p.Body != nil && !m.action.Body.IsJSON() {
		params[registry.BodyParam] = p.Body // measuring it again would move a reader
	}
	var ignored Faults // a redacted value may have no form where the real one has
	shown := encode(m.action, m.to.redacted(), params, &ignored)
	shown.made.params = params
	return shown
}

// MarshalJSON writes the plan as it may be shown to anyone.
func (p Plan) MarshalJSON() ([]byte, error) {
	s := p.shown()
	headers := make(map[string]string, len(s.Header)+1)
	for name := range s.Header {
		headers[name] = strings.Join(s.Header.Values(name), ", ")
	}
	if !s.NoAuth {
		headers["Authorization"] = shownAuthorization
	}
	var body *any // a body may be null
	if s.Body != nil {
		preview := s.preview()
		body = &preview
	}
	return marshal(struct {
		Action     string            `json:"action"`
		Connection string            `json:"connection,omitempty"`
		Method     string            `json:"method"`
		URL        string            `json:"url"`
		Headers    map[string]string `json:"headers"`
		Body       *any              `json:"body,omitempty"`
	}{s.Action, s.Connection, s.Method, s.URL(), headers, body})
}

// String writes the plan the way HTTP does, without secrets.
func (p Plan) String() string {
	s := p.shown()
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", s.Method, s.URL())
	for _, name := range slices.Sorted(maps.Keys(s.Header)) {
		fmt.Fprintf(&b, "%s: %s\n", name, strings.Join(s.Header.Values(name), ", "))
	}
	if !s.NoAuth {
		fmt.Fprintf(&b, "Authorization: %s\n", shownAuthorization)
	}
	if s.Body != nil {
		fmt.Fprintf(&b, "\n%s\n", s.bodyText())
	}
	return b.String()
}

// GoString keeps %#v from showing what String does not.
func (p Plan) GoString() string { return p.String() }

func (p Plan) bodyText() string {
	preview := p.preview()
	if text, ok := preview.(string); ok && p.Body.Content != registry.JSONContent {
		return text
	}
	text, err := marshal(preview)
	if err != nil {
		return "<a body without a JSON form>"
	}
	return string(text)
}
