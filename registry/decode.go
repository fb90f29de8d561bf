package registry

import (
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/internal/lazyregexp"
)

// Decode reads one descriptor. File is its slash-separated path, <service>/<name>.yaml,
// and is named in problems. Every problem of the file is in the error, which is
// then a Problems; the action is returned all the same, as far as it was readable.
func Decode(file string, text []byte) (*Action, error) {
	a, _, problems := decode(file, text)
	return a, problems.err()
}

// decode also returns the nodes of the top-level keys, for lint.
func decode(file string, text []byte) (*Action, map[string]*yaml.Node, Problems) {
	r := &reader{file: file}
	a := &Action{Service: path.Base(path.Dir(file))}
	doc := r.document(text)
	if doc == nil {
		return a, nil, r.problems
	}
	nodes := r.action(a, doc)
	return a, nodes, r.problems
}

func (r *reader) action(a *Action, doc *yaml.Node) map[string]*yaml.Node {
	required := &yaml.Node{}
	nodes := r.mapping(doc,
		key{"name", func(n *yaml.Node) { a.Name = r.line(n) }},
		key{"replaces", func(n *yaml.Node) { a.Replaces = r.truth(n) }},
		key{"summary", func(n *yaml.Node) { a.Summary = r.line(n) }},
		key{"description", func(n *yaml.Node) { a.Description = r.text(n) }},
		key{"deprecated", func(n *yaml.Node) { a.Deprecated = r.text(n) }},
		key{"http", func(n *yaml.Node) { r.http(a, n) }},
		key{"auth", func(n *yaml.Node) { a.NoAuth = r.auth(n) }},
		key{"safety", func(n *yaml.Node) { a.Safety = r.safety(n) }},
		key{"required", func(n *yaml.Node) { required = n }},
		key{"path", func(n *yaml.Node) { r.params(a, InPath, n) }},
		key{"query", func(n *yaml.Node) { r.params(a, InQuery, n) }},
		key{"header", func(n *yaml.Node) { r.params(a, InHeader, n) }},
		key{"body", func(n *yaml.Node) { a.Body = r.body(n) }},
		key{"response", func(n *yaml.Node) { a.Response = r.response(n) }},
		key{"idempotency", func(n *yaml.Node) { a.Idempotency = r.idempotency(n) }},
		key{"fails_when", func(n *yaml.Node) { a.FailsWhen = r.failsWhen(n) }},
		key{"errors", func(n *yaml.Node) { a.Errors = r.errorRules(n) }},
		key{"paginate", func(n *yaml.Node) { a.Paginate = r.paginate(n) }},
		key{"wait", func(n *yaml.Node) { a.Wait = r.wait(n) }},
	)
	for _, name := range []string{"name", "summary", "http"} {
		if nodes[name] == nil {
			r.fault(doc, "missing-key", "key %q is missing", name)
		}
	}
	if a.Safety == "" {
		a.Safety = defaultSafety(a.Method)
	}
	r.required(a, required)
	return nodes
}

// pathTemplate is an absolute path of URL characters and {names}.
var pathTemplate = lazyregexp.New(`^/([A-Za-z0-9._~!$&'()*+,;=:@%/-]|\{[^{}/\s]+\})*$`)

func (r *reader) http(a *Action, n *yaml.Node) {
	if !isText(n) {
		r.unexpected(n, "METHOD /path")
		return
	}
	method, p, _ := strings.Cut(n.Value, " ")
	if !pathTemplate().MatchString(p) {
		r.fault(n, "http", "expected METHOD /path, such as GET /api/2.0/things/{id}; found %q", n.Value)
		return
	}
	switch method {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE":
	default:
		r.fault(n, "http", "method %q is not one of GET, HEAD, POST, PUT, PATCH, DELETE", method)
	}
	a.Method, a.Path = method, p
}

func (r *reader) auth(n *yaml.Node) bool {
	none := isText(n) && n.Value == "none"
	if !none {
		r.fault(n, "auth", "the only value is none, found %q; leave the key out otherwise", n.Value)
	}
	return none
}

func (r *reader) safety(n *yaml.Node) Safety {
	s := Safety(n.Value)
	if !isText(n) || !slices.Contains(Safeties(), s) {
		r.fault(n, "safety", "safety %q is not one of read, write, cost, privileged, destructive", n.Value)
		return ""
	}
	return s
}

func (r *reader) params(a *Action, in Location, n *yaml.Node) {
	r.each(n, func(k, v *yaml.Node) {
		s := r.schema(v)
		if before, taken := a.Param(k.Value); taken {
			r.fault(k, "duplicate-key", "parameter %s stands in %s and in %s", k.Value, before.In, in)
			return
		}
		a.Params = append(a.Params, Param{Name: k.Value, In: in, Required: in == InPath, Schema: s})
	})
}

func (r *reader) required(a *Action, n *yaml.Node) {
	if n.Kind == 0 {
		return
	}
	for i, name := range r.texts(n) {
		at := slices.IndexFunc(a.Params, func(p Param) bool { return p.Name == name })
		switch {
		case name == "": // reported already
		case at < 0:
			r.fault(n.Content[i], "required", "required names %q, which is no query or header parameter", name)
		case a.Params[at].In == InPath:
			r.fault(n.Content[i], "required", "required names the path parameter %s; path parameters always are, leave it out", name)
		default:
			a.Params[at].Required = true
		}
	}
}
