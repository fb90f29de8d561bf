package waiting

import (
	"cmp"
	"slices"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// Parts are the parts of work that ended, from its last answer: those that failed by
// themselves first.
func Parts(p *registry.WaitParts, answer any) []Part {
	list, _ := at(answer, p.Items).([]any)
	var parts []Part
	for _, element := range lastAttempts(p, list) {
		parts = append(parts, partOf(p, element))
	}
	return causesFirst(parts)
}

func partOf(p *registry.WaitParts, element any) Part {
	state := at(element, p.State)
	part := Part{
		Name: textAt(element, p.Name), State: text(state), Message: textAt(element, p.Message),
		Failed: listed(p.Failure, state),
	}
	if p.Result != nil {
		if result := textAt(element, p.Result.Path); result != "" {
			part.State = result
			part.NotRun = slices.Contains(p.NotRun, result)
			part.Failed = !part.NotRun && (part.Failed || resultFails(p.Result, result))
		}
	}
	if p.Output != nil {
		part.Output = outputParams(p.Output.With, element)
	}
	return part
}

// outputParams are the parameters of the action that tells more of a part, nil when the
// part lacks one.
func outputParams(with map[string]string, element any) map[string]any {
	params := map[string]any{}
	for name, path := range with {
		v := at(element, path)
		if v == nil {
			return nil
		}
		params = dotted.With(params, name, v)
	}
	return params
}

// lastAttempts leaves out the tries that were followed by another: of parts of one name
// the one with the highest number counts, of equal ones the later.
func lastAttempts(p *registry.WaitParts, list []any) []any {
	if p.Attempt == "" {
		return list
	}
	places := map[string]int{}
	var last []any
	for _, element := range list {
		name := textAt(element, p.Name)
		place, known := places[name]
		switch {
		case !known || name == "":
			places[name] = len(last)
			last = append(last, element)
		case !less(at(element, p.Attempt), at(last[place], p.Attempt)):
			last[place] = element
		}
	}
	return last
}

// less compares numbers; what is none counts as 0.
func less(a, b any) bool {
	x, y := textOfNumber(a), textOfNumber(b)
	p, q := exact(x), exact(y)
	return p != nil && q != nil && p.Cmp(q) < 0
}

func textOfNumber(v any) string {
	text, ok := numberText(v)
	if !ok {
		return "0"
	}
	return text
}

// causesFirst puts the parts that failed by themselves before those that did not run,
// and these before the others.
func causesFirst(parts []Part) []Part {
	rank := func(p Part) int {
		switch {
		case p.Failed:
			return 0
		case p.NotRun:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(parts, func(a, b Part) int { return cmp.Compare(rank(a), rank(b)) })
	return parts
}
