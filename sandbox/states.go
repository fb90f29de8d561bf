package sandbox

import (
	"fmt"
	"slices"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// waitsByPoll lists, by the action that is polled, the waits that poll it. It reads
// only actions that the index marks as waiting; a broken one tells of itself when it
// is called.
func waitsByPoll(reg registry.Registry) map[string][]*registry.Wait {
	waits := map[string][]*registry.Wait{}
	for e := range reg.All() {
		if !e.Has("wait") {
			continue
		}
		if a, err := reg.Action(e.Name); err == nil && a.Wait != nil {
			waits[a.Wait.Poll] = append(waits[a.Wait.Poll], a.Wait)
		}
	}
	return waits
}

// states sets the states that an answer shows: none that means failure, and for a
// polled action the one that most waits take for success.
func (s *Sandbox) states(a *registry.Action, doc schema.Document) []edit {
	var edits []edit
	if f := a.FailsWhen; f != nil {
		edits = append(edits, s.avoid(doc, dotted(f.Path), f.Values)...)
	}
	if w := a.Wait; w != nil && w.Each == nil { // its answer may show the state too
		edits = append(edits, s.avoid(doc, dotted(w.State), names(w.Failure))...)
	}
	v := votes{}
	for _, w := range s.waits()[a.Name] {
		v.count(w)
		if r := w.Result; r != nil {
			edits = append(edits, s.result(doc, r)...)
		}
	}
	return append(edits, v.edits()...)
}

// result sets how the work ended.
func (s *Sandbox) result(doc schema.Document, r *registry.WaitResult) []edit {
	if len(r.Success) > 0 {
		return []edit{{at: dotted(r.Path), value: r.Success[0]}}
	}
	return s.avoid(doc, dotted(r.Path), r.Failure)
}

// avoid sets the first enum value that is none of bad.
func (s *Sandbox) avoid(doc schema.Document, at []string, bad []string) []edit {
	if len(at) == 0 {
		return nil
	}
	for _, step := range at {
		doc, _ = s.types.Child(doc, step)
	}
	values, _ := s.types.Resolve(doc)["enum"].([]any)
	for _, v := range values {
		if !slices.Contains(bad, fmt.Sprint(v)) {
			return []edit{{at: at, value: v}}
		}
	}
	return nil
}
