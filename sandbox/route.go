package sandbox

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// match is the action that a request is for, and the values of its path parameters
// by name.
type match struct {
	action string
	values map[string]string
}

// route finds the action of a method and an escaped path.
func (n *node) route(method, escaped string) (match, *refusal) {
	if escaped == "/" || escaped == "" || escaped == "*" {
		return match{}, unrouted(method, escaped)
	}
	segments, err := splitPath(escaped)
	if err != nil {
		return match{}, invalid("%s", err)
	}
	w := walk{method: method, allowed: map[string]bool{}}
	if !w.down(n, segments, nil) {
		if len(w.allowed) == 0 {
			return match{}, unrouted(method, escaped)
		}
		return match{}, w.wrongMethod(escaped)
	}
	m := match{w.found.action, make(map[string]string, len(w.values))}
	for i, name := range w.found.params {
		m.values[name] = w.values[i]
	}
	if w.slash {
		return match{}, invalid("path %q: a slash inside a path of several segments is written /, not %%2F", clip(escaped))
	}
	return m, nil
}

func unrouted(method, escaped string) *refusal {
	return refuse(http.StatusNotFound, "ENDPOINT_NOT_FOUND", "No API found for '%s %s'", clip(method), clip(escaped))
}

// walk is one search in the tree. Literals are tried before parameters; a branch
// without the method is left again.
type walk struct {
	method  string
	found   endpoint
	values  []string
	slash   bool // the rest of the path holds an escaped slash
	allowed map[string]bool
}

func (w *walk) down(n *node, segments, values []string) bool {
	if n == nil {
		return false
	}
	if len(segments) == 0 {
		return w.end(n, values)
	}
	head, rest := segments[0], segments[1:]
	if w.down(n.literal[head], rest, values) {
		return true
	}
	if n.tail != nil && w.end(n.tail, with(values, "/"+strings.Join(segments, "/"))) {
		w.slash = slices.ContainsFunc(segments, func(s string) bool { return strings.Contains(s, "/") })
		return true
	}
	return w.down(n.param, rest, with(values, head))
}

func (w *walk) end(n *node, values []string) bool {
	for method := range n.methods {
		w.allowed[method] = true
	}
	e, ok := n.methods[w.method]
	if ok {
		w.found, w.values = e, values
	}
	return ok
}

func (w *walk) wrongMethod(escaped string) *refusal {
	allow := strings.Join(slices.Sorted(maps.Keys(w.allowed)), ", ")
	no := refuse(http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "%s is not a method of %s; it has %s",
		clip(w.method), clip(escaped), allow)
	no.allow = allow
	return no
}

// with appends without sharing: branches that fail must not leave values behind.
func with(values []string, v string) []string {
	return append(slices.Clip(values), v)
}
