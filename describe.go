package connector

import (
	"maps"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// Description is everything about an action, in the JSON form that scripts and
// other programs read.
type Description struct {
	Name        string                `json:"name"`
	Service     string                `json:"service"`
	Summary     string                `json:"summary"`
	Description string                `json:"description,omitempty"`
	Deprecated  string                `json:"deprecated,omitempty"`
	Method      string                `json:"method"`
	Path        string                `json:"path"`
	NoAuth      bool                  `json:"no_auth,omitempty"`
	Safety      registry.Safety       `json:"safety"`
	Params      []ParamDescription    `json:"params"`
	Body        *BodyDescription      `json:"body,omitempty"`
	Response    *ResponseDescription  `json:"response,omitempty"`
	Idempotency *registry.Idempotency `json:"idempotency,omitempty"`
	FailsWhen   *registry.FailsWhen   `json:"fails_when,omitempty"`
	Paginate    *registry.Paginate    `json:"paginate,omitempty"`
	Wait        *registry.Wait        `json:"wait,omitempty"`
}

// ParamDescription describes a path, query or header parameter. A schema that is a
// reference is resolved.
type ParamDescription struct {
	Name        string            `json:"name"`
	In          registry.Location `json:"in"`
	Required    bool              `json:"required"`
	Description string            `json:"description,omitempty"`
	Schema      schema.Document   `json:"schema"`
}

// BodyDescription describes the body, which callers give as "data". The top level
// of the schema is resolved, its properties may be references.
type BodyDescription struct {
	Required bool            `json:"required"`
	Content  string          `json:"content"`
	Schema   schema.Document `json:"schema,omitempty"`
}

// ResponseDescription describes a successful answer.
type ResponseDescription struct {
	Content      string                 `json:"content,omitempty"`
	Schema       schema.Document        `json:"schema,omitempty"`
	Headers      []string               `json:"headers,omitempty"`
	Alternatives []registry.Alternative `json:"alternatives,omitempty"`
}

// Describe returns everything about an action.
func (c *Connector) Describe(action string) (*Description, error) {
	a, err := c.registry.Action(action)
	if err != nil {
		return nil, err
	}
	d := &Description{
		Name: a.Name, Service: a.Service, Summary: a.Summary, Description: a.Description,
		Deprecated: a.Deprecated, Method: a.Method, Path: a.Path, NoAuth: a.NoAuth, Safety: a.Safety,
		Params: make([]ParamDescription, 0, len(a.Params)), Idempotency: a.Idempotency,
		FailsWhen: a.FailsWhen, Paginate: a.Paginate, Wait: a.Wait,
	}
	for _, p := range a.Params {
		d.Params = append(d.Params, ParamDescription{p.Name, p.In, p.Required, p.Schema.Description(), c.resolved(p.Schema)})
	}
	if b := a.Body; b != nil {
		d.Body = &BodyDescription{b.Required, b.Content, c.resolved(b.Schema)}
	}
	if r := a.Response; r != nil {
		d.Response = &ResponseDescription{r.Content, schema.Document(r.Schema), r.Headers, r.Alternatives}
	}
	return d, nil
}

// resolved is the document behind a reference, with what stands beside it.
func (c *Connector) resolved(s registry.Schema) schema.Document {
	if s["$ref"] == nil {
		return schema.Document(s)
	}
	doc := maps.Clone(c.Types().Resolve(schema.Document(s)))
	for k, v := range s {
		if k != "$ref" {
			doc[k] = v
		}
	}
	return doc
}
