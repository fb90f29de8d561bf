package main

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// longestTry is how long a corrected argument may be to be worth showing.
const longestTry = 100

// tries are the arguments that would mend problems, "" where none comes to mind. They
// show no secret.
func (w *written) tries(problems []schema.Problem) []string {
	tries := make([]string, len(problems))
	for i, p := range problems {
		tries[i] = w.try(p)
	}
	for i, p := range problems { // a missing name that was misspelt is mended by spelling it right
		misspelt := slices.ContainsFunc(problems, func(q schema.Problem) bool {
			return q.Rule == schema.RuleUnknown && q.Nearest != "" &&
				p.Pointer == q.Pointer[:strings.LastIndexByte(q.Pointer, '/')+1]+q.Nearest
		})
		if p.Rule == schema.RuleRequired && misspelt {
			tries[i] = ""
		}
	}
	return tries
}

func (w *written) try(p schema.Problem) string {
	steps := schema.SplitPointer(p.Pointer)
	if len(steps) == 0 {
		return ""
	}
	if steps[0] == registry.BodyParam && w.action.Body != nil && !w.action.Body.IsJSON() {
		return "data=@FILE"
	}
	if p.Rule == schema.RuleUnknown {
		if moved := w.moved(steps); moved != "" || p.Nearest == "" {
			return moved
		}
		// The value is not shown: a name that does not exist may be that of a secret.
		return dottedName(append(steps[:len(steps)-1:len(steps)-1], p.Nearest)) + "=VALUE"
	}
	doc, ok := w.schemaAt(steps)
	if !ok {
		return ""
	}
	name := dottedName(steps)
	var value any = p.Nearest
	if p.Nearest == "" {
		value = w.types.Example(doc, steps[len(steps)-1], false)
	}
	if w.secretAt(steps, value) {
		return name + "=VALUE"
	}
	return brief(manual.Argument(name, value), name)
}

// moved names a parameter that stands in the wrong place: a field of the body given
// beside it, or the other way round.
func (w *written) moved(steps []string) string {
	body := w.action.Body
	if body == nil || !body.IsJSON() {
		return ""
	}
	if len(steps) == 2 && steps[0] == registry.BodyParam {
		steps = steps[1:]
	} else {
		steps = append([]string{registry.BodyParam}, steps...)
	}
	if _, ok := w.schemaAt(steps); !ok {
		return ""
	}
	return dottedName(steps) + "=VALUE"
}

func brief(argument, name string) string {
	if len(argument) > longestTry {
		return name + "=VALUE"
	}
	return argument
}

// schemaAt is what the action wants at steps.
func (w *written) schemaAt(steps []string) (schema.Document, bool) {
	doc := schema.Document(w.action.ParamsSchema())
	for _, step := range steps {
		child, ok := w.types.Child(doc, step)
		if !ok {
			return nil, false
		}
		doc = child
	}
	return doc, len(doc) > 0
}

// secretAt tells whether a value would be one at steps, or has one in it.
func (w *written) secretAt(steps []string, value any) bool {
	for _, step := range slices.Backward(steps) {
		value = map[string]any{step: value}
		if isPlace(step) {
			value = []any{value.(map[string]any)[step]}
		}
	}
	params, _ := value.(map[string]any)
	safe := w.types.Redact(w.action.ParamsSchema(), maps.Clone(params))
	return !reflect.DeepEqual(any(params), safe)
}

// isPlace tells an index from a name; a field that is called by a number is none that
// is known.
func isPlace(step string) bool { return step != "" && strings.Trim(step, "0123456789") == "" }

func dottedName(steps []string) string {
	escaped := make([]string, len(steps))
	for i, s := range steps {
		escaped[i] = strings.ReplaceAll(s, ".", `\.`)
	}
	return strings.Join(escaped, ".")
}
