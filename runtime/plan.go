package runtime

import (
	"cmp"
	"net/http"
	"slices"

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
	Retries    Retries

	content string // media type of the answer asked for; "" for none
	made    made
}

// made is what a plan is made of, for showing it.
type made struct {
	action *registry.Action
	to     Target
	params map[string]any
	redact Redact
}

// Redact returns the parameters of a call of an action with its secrets redacted. The
// bytes of a body that is not JSON may be left as they are.
type Redact func(a *registry.Action, params map[string]any) map[string]any

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
// is not JSON; redact is asked when the plan is printed. The error is a Faults that names
// every value without a form.
func NewPlan(a *registry.Action, to Target, params map[string]any, redact Redact) (*Plan, error) {
	var faults Faults
	p := encode(a, to, params, &faults)
	if len(faults) > 0 {
		return nil, faults
	}
	p.made = made{a, to, params, redact}
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
	var fixed headers
	fixed.add("Accept", cmp.Or(p.content, registry.JSONContent))
	if p.Body != nil {
		fixed.add("Content-Type", p.Body.Content)
	}
	fixed.add("X-Databricks-Workspace-Id", to.WorkspaceID)
	fixed.add("User-Agent", to.UserAgent)
	fixed.into(p.Header)
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
