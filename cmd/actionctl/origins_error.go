package main

import (
	"errors"
	"maps"
	"reflect"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// locatedError is a refusal of parameters that says where each was written.
type locatedError struct {
	refusal *schema.Error
	sources []string // of the problems, in their order; "" where nobody wrote it
	tries   []string // arguments that would mend them; "" where there is none
}

func (e *locatedError) Unwrap() error { return e.refusal }

func (e *locatedError) Error() string {
	lines := []string{e.heading()}
	for i, p := range e.refusal.Problems {
		lines = append(lines, "  "+p.String())
		if e.sources[i] != "" {
			lines = append(lines, "      at "+e.sources[i])
		}
		if e.tries[i] != "" {
			lines = append(lines, "      "+tryLabel+e.tries[i])
		}
	}
	return strings.Join(lines, "\n")
}

// heading is the first line of the error.
func (e *locatedError) heading() string {
	first, _, _ := strings.Cut(e.refusal.Error(), "\n")
	return first
}

// located adds to a refusal where what it refuses was written.
func (a *app) located(err error) error {
	var invalid *schema.Error
	var done *locatedError
	if !errors.As(err, &invalid) || errors.As(err, &done) || a.written == nil || invalid.Subject != a.written.action.Name {
		return err
	}
	sources, tries := make([]string, len(invalid.Problems)), a.written.tries(invalid.Problems)
	for i, p := range invalid.Problems {
		sources[i] = a.written.of(p, a.written.hides)
	}
	return &locatedError{refusal: invalid, sources: sources, tries: tries}
}

// written is what the parameters of this command line came from.
type written struct {
	origins
	action *registry.Action
	types  *schema.Types
	params map[string]any
}

// hides tells whether the value at steps, or one in it, is a secret.
func (w *written) hides(steps []string) bool {
	params := maps.Clone(w.params)
	if body := w.action.Body; body == nil || !body.IsJSON() {
		delete(params, registry.BodyParam) // bytes, which nobody shows
	}
	safe := w.types.Redact(w.action.ParamsSchema(), params)
	return redactedAt(params, safe, steps)
}

// redactedAt tells whether anything at steps, on the way there or below was redacted.
func redactedAt(value, safe any, steps []string) bool {
	for _, step := range steps {
		if safe == schema.Redacted && value != any(schema.Redacted) {
			return true
		}
		value, _ = dotted.Member(value, step)
		safe, _ = dotted.Member(safe, step)
	}
	return !reflect.DeepEqual(value, safe)
}

// sourcedProblem is a problem with the place of what is wrong.
type sourcedProblem struct {
	schema.Problem
	Source string `json:"source,omitempty"` // file:line:column, or the argument
	Try    string `json:"try,omitempty"`    // an argument that would mend it
}

// sourcedObject is an error object whose problems say where they were written.
type sourcedObject struct {
	connector.ErrorObject
	Problems []sourcedProblem `json:"problems,omitempty"` // stands before that of ErrorObject
}

// withSources is the error object in the form that is printed.
func withSources(o connector.ErrorObject, err error) any {
	var located *locatedError
	if !errors.As(err, &located) {
		return o
	}
	out := sourcedObject{ErrorObject: o}
	for i, p := range o.Problems {
		out.Problems = append(out.Problems, sourcedProblem{p, located.sources[i], located.tries[i]})
	}
	return out
}
