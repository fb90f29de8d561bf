package registry

import (
	"net/textproto"
	"slices"
	"strings"
)

// PathVariables returns the names in braces of a path template, in order.
func PathVariables(template string) []string {
	var names []string
	for {
		_, rest, found := strings.Cut(template, "{")
		if !found {
			return names
		}
		name, rest, _ := strings.Cut(rest, "}")
		names = append(names, name)
		template = rest
	}
}

func (d *descriptor) checkHTTP() {
	a := d.a
	if a.Path == "" {
		return // reported already
	}
	variables := PathVariables(a.Path)
	for i, v := range variables {
		p, ok := a.Param(v)
		switch {
		case slices.Contains(variables[:i], v):
			d.fault("http", "template", "path has {%s} twice", v)
		case !ok || p.In != InPath:
			d.fault("http", "template", "path has {%s}, which is no path parameter", v)
		case p.Segments() && !strings.HasSuffix(a.Path, "{"+v+"}"):
			d.fault("http", "template", "{%s} spans several segments, so it must come last", v)
		}
	}
	for _, p := range a.Params {
		if p.In == InPath && !slices.Contains(variables, p.Name) {
			d.fault("path", "template", "path parameter %s is not in the path %s", p.Name, a.Path)
		}
	}
	if a.Body != nil && (a.Method == "GET" || a.Method == "HEAD" || a.Method == "DELETE") {
		d.fault("body", "body", "%s carries no body; make its fields query parameters", a.Method)
	}
	if a.Response != nil && a.Method == "HEAD" && a.Response.Content != "" {
		d.fault("response", "response", "an answer to HEAD has no body; declare its headers only")
	}
}

// hopHeaders are set by the runtime and by HTTP itself, never by a caller.
var hopHeaders = []string{"Authorization", "Connection", "Content-Length", "Content-Type", "Cookie", "Host", "Te", "Trailer", "Transfer-Encoding", "Upgrade"}

func (d *descriptor) checkParams() {
	for _, p := range d.a.Params {
		key := string(p.In)
		if p.Name == BodyParam {
			d.fault(key, "name", "%q is the name of the body; a parameter cannot have it", BodyParam)
		}
		if p.Schema["x-encode"] != nil && (p.In != InPath || !p.Segments()) {
			d.fault(key, "x-encode", "%s: the only encoding is segments, on a path parameter", p.Name)
		}
		if p.In == InHeader && slices.Contains(hopHeaders, textproto.CanonicalMIMEHeaderKey(p.Name)) {
			d.fault(key, "header", "header %s is not for callers to set", p.Name)
		}
		if t := d.types.resolve(p.Schema)["type"]; p.In == InPath && (t == "object" || t == "array") {
			d.fault(key, "path-kind", "path parameter %s is an %s; a path takes strings, numbers and booleans", p.Name, t)
		}
	}
}
