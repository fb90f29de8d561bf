package waiting

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// Params are the parameters of a followed action: each from its place in the request or
// in the answer to it. What the request does not have is left out; what the answer lacks
// is an error that names all such places.
func Params(with map[string]string, request, answer any) (map[string]any, error) {
	params := map[string]any{}
	var problems []error
	for _, name := range slices.Sorted(maps.Keys(with)) {
		side, path, _ := strings.Cut(with[name], ".")
		from := request
		if side == "response" {
			from = answer
		}
		v, ok := dotted.At(from, path)
		switch {
		case ok && v != nil:
			params = dotted.With(params, name, v)
		case side == "response":
			problems = append(problems, fmt.Errorf("the answer has no %s, which is needed as %s", path, name))
		}
	}
	return params, errors.Join(problems...)
}

// FromAnswer reports whether a parameter of the poll comes from the answer of the start:
// what was made a moment ago may not be found yet.
func FromAnswer(w *registry.Wait) bool {
	for _, from := range w.With {
		if strings.HasPrefix(from, "response.") {
			return true
		}
	}
	return false
}

// Chosen are the states that the request makes a success, sorted.
func Chosen(w *registry.Wait, request any) []string {
	var states []string
	for _, state := range slices.Sorted(maps.Keys(w.SuccessWhen)) {
		holds := true
		for path, want := range w.SuccessWhen[state] {
			v, ok := dotted.At(request, path)
			holds = holds && ok && covers(v, want)
		}
		if holds {
			states = append(states, state)
		}
	}
	return states
}

// Among are the elements that the request names, nil when it names none or the wait is
// not about elements.
func Among(w *registry.Wait, request any) []any {
	if w.Each == nil || w.Each.Among == "" {
		return nil
	}
	v, _ := dotted.At(request, w.Each.Among)
	list, _ := v.([]any)
	return list
}
