package registry

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// paramSchema finds the schema of a parameter path such as page_token or
// data.page_token.
func (l *linter) paramSchema(a *Action, dotted string) (Schema, bool) {
	return l.types.at(a.ParamsSchema(), dotted)
}

func (l *linter) responseSchema(a *Action, dotted string) (Schema, bool) {
	if a.Response == nil || a.Response.Schema == nil {
		return nil, false
	}
	return l.types.at(a.Response.Schema, dotted)
}

// param reports a parameter path that the action does not have.
func (d *descriptor) param(key, what, dotted string) {
	if dotted == "" {
		return
	}
	if _, ok := d.paramSchema(d.a, dotted); !ok {
		d.fault(key, key, "%s: the action has no parameter %s", what, dotted)
	}
}

// answer reports a path that the action's answer does not have.
func (d *descriptor) answer(key, what string, a *Action, dotted string) Schema {
	if dotted == "" {
		return nil
	}
	s, ok := d.responseSchema(a, dotted)
	if !ok {
		d.fault(key, key, "%s: the answer of %s has no %s", what, a.Name, dotted)
	}
	return s
}

// follow checks that another action exists and gets every parameter it requires;
// what is the key that names it, extra a parameter that is filled otherwise.
func (d *descriptor) follow(key, what string, f *Follow, extra string) (*Action, bool) {
	if f.Action == "" {
		d.fault(key, key, "%s is missing; it names an action", what)
		return nil, false
	}
	target, ok := d.action(f.Action)
	if !ok {
		d.fault(key, "unknown-action", "%s names the action %s, which does not exist", key, f.Action)
		return nil, false
	}
	for _, name := range slices.Sorted(maps.Keys(f.With)) {
		if _, ok := d.paramSchema(target, name); !ok {
			d.fault(key, key, "%s has no parameter %s", f.Action, name)
		}
		d.source(key, f.With[name])
	}
	for _, p := range target.Params {
		if _, given := f.With[p.Name]; p.Required && !given && p.Name != extra {
			d.fault(key, key, "%s requires %s; say where it comes from under with", f.Action, p.Name)
		}
	}
	return target, true
}

// source checks where a followed action's parameter comes from.
func (d *descriptor) source(key, from string) {
	side, dotted, _ := strings.Cut(from, ".")
	switch side {
	case "request":
		d.param(key, from, dotted)
	case "response":
		d.answer(key, from, d.a, dotted)
	default:
		d.fault(key, key, "%q does not begin with request. or response.", from)
	}
}

// errorKinds are the kinds an errors rule may give.
var errorKinds = []string{"not_found", "conflict", "throttled", "unavailable", "permission_denied", "unauthenticated", "bad_request"}

// checkPaths checks what the smaller keys point at.
func (d *descriptor) checkPaths() {
	a := d.a
	if i := a.Idempotency; i != nil {
		d.param("idempotency", "token", i.Token)
		if (i.Token == "") == !i.Repeatable {
			d.fault("idempotency", "idempotency", "say either token: PARAMETER or repeatable: true")
		}
	}
	if f := a.FailsWhen; f != nil {
		s := d.answer("fails_when", "path", a, f.Path)
		d.answer("fails_when", "code", a, f.Code)
		d.answer("fails_when", "message", a, f.Message)
		values := make([]any, len(f.Values))
		for i, v := range f.Values {
			values[i] = v
		}
		d.states("fails_when", s, values)
		if f.Path == "" || len(f.Values) == 0 {
			d.fault("fails_when", "fails_when", "path and values are both needed")
		}
	}
	for _, e := range a.Errors {
		if _, err := regexp.Compile(e.Message); err != nil {
			d.fault("errors", "errors", "message: %s", err)
		}
		if !slices.Contains(errorKinds, e.Kind) {
			d.fault("errors", "errors", "kind %q is not one of %s", e.Kind, strings.Join(errorKinds, ", "))
		}
		if e.Status != 0 && http.StatusText(e.Status) == "" {
			d.fault("errors", "errors", "status %d does not exist", e.Status)
		}
	}
	if a.Response != nil {
		for _, alt := range a.Response.Alternatives {
			for _, name := range slices.Sorted(maps.Keys(alt.When)) {
				d.param("response", "when", name)
			}
		}
	}
}

// states reports values that an enum does not have.
func (d *descriptor) states(key string, s Schema, values []any) {
	enum, ok := s["enum"].([]any)
	if !ok {
		return
	}
	for _, v := range values {
		if !slices.Contains(enum, v) {
			d.fault(key, key, "state %v is not one of the declared values", v)
		}
	}
}
