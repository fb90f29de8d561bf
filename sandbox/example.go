package sandbox

import (
	"fmt"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// maxRounds bounds how often edits are dropped before all of them are.
const maxRounds = 4

// example makes the answer to a call: the example of the response schema with the
// edits that make it fit the call. An edit that the schema does not take is dropped,
// so that what comes out is valid.
func (s *Sandbox) example(c *call) (any, error) {
	doc := schema.Document(c.action.Response.Schema)
	base := s.types.Example(doc, "", true)
	edits := s.echoes(c, doc, base)
	edits = append(edits, s.states(c.action, doc)...)
	for round := 0; ; round++ {
		v := copyOf(base)
		for _, e := range edits {
			v = e.apply(v)
		}
		problems, err := s.checkAnswer(c.action, doc, v)
		if err != nil {
			return nil, err
		}
		if len(problems) == 0 {
			return v, nil
		}
		if len(edits) == 0 {
			return nil, fmt.Errorf("%s: no example satisfies the response schema: %s", c.action.Name, problems[0])
		}
		if edits = without(edits, problems); round == maxRounds {
			edits = nil
		}
	}
}

func (s *Sandbox) checkAnswer(a *registry.Action, doc schema.Document, v any) ([]schema.Problem, error) {
	normal, faults := schema.Normalize(v)
	if len(faults) > 0 {
		return faults, nil
	}
	return s.checker.Check("answer of "+a.Name, func() schema.Document { return doc }, normal, schema.Strict)
}
