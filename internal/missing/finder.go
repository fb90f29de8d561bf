package missing

import (
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// Finder checks the parameters of one action.
type Finder struct {
	Action *registry.Action
	Types  *schema.Types
	Mode   schema.Mode

	checker *schema.Checker
}

// Value is a value that is required and not there.
type Value struct {
	Steps  []string // where it belongs, from the parameters on
	Doc    schema.Document
	Text   string // its description; may be empty
	Secret bool
	Raw    bool // bytes, not JSON
}

// Next is the first value that the parameters lack, nil when there is none. Objects that
// only hold what is required are made on the way. Problems that no further value mends
// come instead of one.
func (f *Finder) Next(params map[string]any) (*Value, []schema.Problem, error) {
	for {
		problems, err := f.Check(params)
		if err != nil || len(problems) == 0 {
			return nil, nil, err
		}
		if slices.ContainsFunc(problems, func(p schema.Problem) bool { return p.Rule != schema.RuleRequired }) {
			return nil, problems, nil
		}
		steps := schema.SplitPointer(first(problems).Pointer)
		v := f.value(steps)
		required, _ := v.Doc["required"].([]any)
		if v.Doc["type"] != "object" || len(required) == 0 || !put(params, steps, map[string]any{}) {
			return v, nil, nil
		}
	}
}

// Check reports every problem of the parameters. The bytes of a raw body are none.
func (f *Finder) Check(params map[string]any) ([]schema.Problem, error) {
	if f.checker == nil {
		f.checker = schema.NewChecker(f.Types)
	}
	if f.isRaw() && params[registry.BodyParam] != nil {
		params = maps.Clone(params)
		params[registry.BodyParam] = ""
	}
	return f.checker.Check(f.Action.Name, func() schema.Document { return f.Action.ParamsSchema() }, params, f.Mode)
}

func (f *Finder) isRaw() bool { return f.Action.Body != nil && !f.Action.Body.IsJSON() }

// first is the problem to ask about first: parameters come before the body.
func first(problems []schema.Problem) schema.Problem {
	body := "/" + registry.BodyParam
	for _, p := range problems {
		if p.Pointer != body && !strings.HasPrefix(p.Pointer, body+"/") {
			return p
		}
	}
	return problems[0]
}

// value describes the place that steps name.
func (f *Finder) value(steps []string) *Value {
	doc := schema.Document(f.Action.ParamsSchema())
	for _, step := range steps {
		doc, _ = f.Types.Child(doc, step)
	}
	v := &Value{Steps: steps, Doc: f.Types.Resolve(doc), Raw: f.isRaw() && len(steps) == 1 && steps[0] == registry.BodyParam}
	v.Secret = f.Types.Redact(doc, "x") == schema.Redacted
	if v.Text, _ = doc["description"].(string); v.Text == "" {
		v.Text, _ = v.Doc["description"].(string)
	}
	return v
}

// put sets a field of an object that is there.
func put(container any, steps []string, v any) bool {
	for _, step := range steps[:len(steps)-1] {
		var ok bool
		if container, ok = dotted.Member(container, step); !ok {
			return false
		}
	}
	object, ok := container.(map[string]any)
	if ok {
		object[steps[len(steps)-1]] = v
	}
	return ok
}
