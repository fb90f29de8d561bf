package sandbox

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// checkOutcomes returns every problem of the outcomes: an action that is not there
// or starts nothing, a state or a result that its work never has.
func (cfg Config) checkOutcomes(types *schema.Types) error {
	var problems []error
	for _, name := range sortedNames(cfg.Outcomes) {
		if err := checkOutcome(cfg.Registry, types, name, cfg.Outcomes[name]); err != nil {
			problems = append(problems, err)
		}
	}
	return errors.Join(problems...)
}

func checkOutcome(reg registry.Registry, types *schema.Types, name, outcome string) error {
	a, err := reg.Action(name)
	if err != nil {
		return fmt.Errorf("outcome of %s: %w", name, err)
	}
	w := a.Wait
	if w == nil || w.State == "" {
		return fmt.Errorf("outcome of %s: its work has no states to end in", name)
	}
	poll, err := reg.Action(w.Poll)
	if err != nil {
		return fmt.Errorf("outcome of %s: %w", name, err)
	}
	state, result, hasResult := strings.Cut(outcome, "/")
	path := dotted(w.State)
	if w.Each != nil {
		path = append(append(dotted(w.Each.Items), "0"), path...)
	}
	known := slices.Concat(names(w.Success), names(w.Failure), enumAt(types, poll, path))
	if !slices.Contains(known, state) {
		return fmt.Errorf("outcome of %s: no state is called %q; give one of %s", name, state, strings.Join(unique(known), ", "))
	}
	if !hasResult {
		return nil
	}
	if w.Result == nil {
		return fmt.Errorf("outcome of %s: %q has a result, and its work has none; give the state alone", name, outcome)
	}
	results := slices.Concat(w.Result.Success, w.Result.Failure, enumAt(types, poll, dotted(w.Result.Path)))
	if !slices.Contains(results, result) {
		return fmt.Errorf("outcome of %s: no result is called %q; give one of %s", name, result, strings.Join(unique(results), ", "))
	}
	return nil
}

// enumAt are the values that a place of an answer can have.
func enumAt(types *schema.Types, a *registry.Action, path []string) []string {
	if a.Response == nil {
		return nil
	}
	doc := schema.Document(a.Response.Schema)
	for _, step := range path {
		doc, _ = types.Child(doc, step)
	}
	values, _ := types.Resolve(doc)["enum"].([]any)
	return names(values)
}

func unique(list []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(list)))
}
