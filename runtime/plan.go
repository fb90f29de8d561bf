package runtime

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// Plan is one request, not yet sent. Making one sends nothing and needs no token.
// Printing it, as text or as JSON, never shows a secret.
type Plan struct {
	Action     string
	Connection string
	Method     string
	Host       string // scheme and host of the workspace
	Path       string // escaped
	Query      string // encoded, without the question mark
	Header     http.Header
	Body       *Body // nil: nothing is sent
	NoAuth     bool  // no credentials go with it
	Repeatable bool  // a repeat changes nothing: it carries an idempotency token, or the descriptor says so

	content string       // media type of the answer asked for; "" for none
	preview any          // what the body shows when printed
	show    func() *Plan // the same plan made of redacted parameters
}

// Target is where a plan goes.
type Target struct {
	Connection  string
	Host        string
	WorkspaceID string
	UserAgent   string
	Header      http.Header // of the connection; the call's own headers win
}

// redacted is the target as it may be shown: the connection's headers may be secrets.
func (t Target) redacted() Target {
	shown := make(http.Header, len(t.Header))
	for name := range t.Header {
		shown.Set(name, redactedValue)
	}
	t.Header = shown
	return t
}

// NewPlan encodes a call. params are of JSON kinds but for the bytes of a body that
// is not JSON; redact returns the same with secrets redacted and is called when the
// plan is printed. The error is a Faults that names every value without a form.
func NewPlan(a *registry.Action, to Target, params map[string]any, redact func() map[string]any) (*Plan, error) {
	var faults Faults
	p := encode(a, to, params, &faults)
	if len(faults) > 0 {
		return nil, faults
	}
	p.show = func() *Plan {
		shown := maps.Clone(redact())
		if shown != nil && p.Body != nil && !a.Body.IsJSON() {
			shown[registry.BodyParam] = p.Body // measuring it again would move a reader
		}
		var ignored Faults // a redacted value may have no form where the real one has
		return encode(a, to.redacted(), shown, &ignored)
	}
	return p, nil
}

func encode(a *registry.Action, to Target, params map[string]any, faults *Faults) *Plan {
	data, given := params[registry.BodyParam]
	p := &Plan{
		Action: a.Name, Connection: to.Connection, Method: a.Method, Host: to.Host, NoAuth: a.NoAuth,
		Path:   expandPath(a, params, faults),
		Query:  encodeQuery(a, params, faults),
		Header: encodeHeader(a, params, faults),
		Body:   encodeBody(a.Body, data, given, faults),
	}
	p.content = contentOf(a.Response, params)
	if i := a.Idempotency; i != nil {
		token, _ := dotted.At(params, i.Token)
		p.Repeatable = i.Repeatable || token != nil && token != ""
	}
	if p.Body != nil {
		p.Header.Set("Content-Type", p.Body.Content)
		p.preview = bodyPreview(p.Body, data, given)
	}
	if to.WorkspaceID != "" {
		p.Header.Set("X-Databricks-Workspace-Id", to.WorkspaceID)
	}
	if to.UserAgent != "" {
		p.Header.Set("User-Agent", to.UserAgent)
	}
	for name, values := range to.Header {
		if p.Header.Values(name) == nil {
			p.Header[http.CanonicalHeaderKey(name)] = slices.Clone(values)
		}
	}
	return p
}

// URL is where the request goes.
func (p Plan) URL() string {
	if p.Query == "" {
		return p.Host + p.Path
	}
	return p.Host + p.Path + "?" + p.Query
}

// bodyPreview is what the body shows when printed: JSON as it is sent, raw bytes by
// their length.
func bodyPreview(b *Body, data any, given bool) any {
	switch {
	case b.Content == registry.JSONContent && !given:
		return map[string]any{}
	case b.Content == registry.JSONContent:
		return data
	case b.Length >= 0:
		return fmt.Sprintf("<%d bytes of %s>", b.Length, b.Content)
	}
	return fmt.Sprintf("<%s of unknown length>", b.Content)
}

// Authorization as it is shown: the header is there, the token is not.
const (
	redactedValue      = "**REDACTED**"
	shownAuthorization = "Bearer " + redactedValue
)

// shown is the plan made of redacted parameters. Of a plan that NewPlan did not make
// nothing is known to be safe but where it goes.
func (p Plan) shown() *Plan {
	if p.show == nil {
		return &Plan{Action: p.Action, Connection: p.Connection, Method: p.Method, Host: p.Host, NoAuth: p.NoAuth}
	}
	return p.show()
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
		body = &s.preview
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
	if text, ok := p.preview.(string); ok && p.Body.Content != registry.JSONContent {
		return text
	}
	text, err := marshal(p.preview)
	if err != nil {
		return "<a body without a JSON form>"
	}
	return string(text)
}
