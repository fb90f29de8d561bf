package registry

// Action is one descriptor, decoded. Treat it as read-only: it is shared by all
// who look it up.
type Action struct {
	Name        string // unique over all services; the file's stem
	Service     string // the folder
	Replaces    bool   // stands in for an action of the same name in a lower layer
	Summary     string // one line
	Description string // what a caller needs beyond the summary; may be empty
	Deprecated  string // what to use instead; empty when the action is current
	Method      string
	Path        string // template; {name} stands for one path parameter
	NoAuth      bool   // send no credentials
	Safety      Safety
	Params      []Param // path, query and header parameters, in the file's order
	Body        *Body   // nil: nothing is sent
	Response    *Response
	Idempotency *Idempotency
	FailsWhen   *FailsWhen
	Errors      []ErrorRule
	Paginate    *Paginate
	Wait        *Wait
}

// Location says which part of a request a parameter belongs to.
type Location string

// The locations of parameters. Body fields live under the parameter "data".
const (
	InPath   Location = "path"
	InQuery  Location = "query"
	InHeader Location = "header"
	InBody   Location = "body"
)

// BodyParam is the name under which a caller gives the body.
const BodyParam = "data"

// Schema is a JSON Schema as decoded from YAML: JSON kinds only, numbers as
// json.Number.
type Schema map[string]any

// Description returns the schema's description, or "".
func (s Schema) Description() string {
	d, _ := s["description"].(string)
	return d
}

// Param is a path, query or header parameter.
type Param struct {
	Name     string
	In       Location
	Required bool
	Schema   Schema
}

// Segments reports whether the value of a path parameter may span several
// segments: its slashes stay, each segment is escaped by itself.
func (p Param) Segments() bool { return p.Schema["x-encode"] == "segments" }

// JSONContent is the media type of bodies that do not declare another.
const JSONContent = "application/json"

// Body describes the request body, which callers give as the parameter "data".
// A JSON body that the caller leaves out is sent as {}.
type Body struct {
	Required bool
	Content  string // media type; JSONContent unless the bytes go out as they are
	Schema   Schema // nil for raw bytes
}

// IsJSON reports whether the body is encoded as JSON.
func (b *Body) IsJSON() bool { return b.Content == JSONContent }

// Response describes a successful answer.
type Response struct {
	Content      string // media type asked for; "" where the answer has no body worth reading
	Schema       Schema // nil where the answer is not JSON
	Headers      []string
	Alternatives []Alternative
}

// Alternative is another form of the answer, chosen by the parameters.
type Alternative struct {
	When    map[string]any `json:"when"` // dotted parameter path: value that selects this form
	Content string         `json:"content"`
}

// Idempotency says why repeating a call that may have been carried out is safe.
type Idempotency struct {
	Token      string `json:"token,omitempty"`      // dotted path of the parameter that makes repeats one
	Repeatable bool   `json:"repeatable,omitempty"` // a repeat leaves the same state
}

// FailsWhen recognises a 2xx answer that means failure.
type FailsWhen struct {
	Path    string   `json:"path"` // dotted path in the answer
	Values  []string `json:"values"`
	Code    string   `json:"code,omitempty"`    // dotted path of the error code
	Message string   `json:"message,omitempty"` // dotted path of the message
}

// ErrorRule gives an error answer a kind other than the one its code and status
// would have. All conditions must hold; Message is an RE2 expression.
type ErrorRule struct {
	Status  int    `json:"status,omitempty"`
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
	Kind    string `json:"kind"`
}

// Param returns the path, query or header parameter called name.
func (a *Action) Param(name string) (Param, bool) {
	for _, p := range a.Params {
		if p.Name == name {
			return p, true
		}
	}
	return Param{}, false
}

// Locate says where the top-level parameter called name goes. A name that the
// action does not have goes where an unknown one would be sent: to the query.
func (a *Action) Locate(name string) Location {
	if name == BodyParam && a.Body != nil {
		return InBody
	}
	if p, ok := a.Param(name); ok {
		return p.In
	}
	return InQuery
}

// ParamsSchema is one closed object schema for all parameters of the action: the
// document that a call is validated against.
func (a *Action) ParamsSchema() Schema {
	properties := make(map[string]any, len(a.Params)+1)
	required := []any{}
	for _, p := range a.Params {
		properties[p.Name] = map[string]any(p.Schema)
		if p.Required {
			required = append(required, p.Name)
		}
	}
	if a.Body != nil {
		body := map[string]any{}
		if a.Body.Schema != nil {
			body = a.Body.Schema
		}
		properties[BodyParam] = body
		if a.Body.Required {
			required = append(required, BodyParam)
		}
	}
	return Schema{
		"type": "object", "properties": properties,
		"required": required, "additionalProperties": false,
	}
}
