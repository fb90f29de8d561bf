package sandbox

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// maxProblems bounds how many problems one message lists.
const maxProblems = 100

// check holds the parameters of a call to the action's schema. Its refusal names
// every problem, those of reading included.
func (s *Sandbox) check(c *call) *refusal {
	normal, faults := schema.Normalize(c.params)
	if len(faults) > 0 {
		return c.refusal(faults)
	}
	c.params, _ = normal.(map[string]any)
	document := func() schema.Document { return schema.Document(c.action.ParamsSchema()) }
	found, err := s.checker.Check("params of "+c.action.Name, document, c.params, schema.Strict)
	if err != nil {
		return broken(err)
	}
	return c.refusal(found)
}

// refusal refuses for the problems found and those of reading; nil without any.
func (c *call) refusal(found []schema.Problem) *refusal {
	problems := slices.Clone(c.problems)
	for _, p := range found {
		top := schema.SplitPointer(p.Pointer)
		if len(top) > 0 {
			p.In = string(c.action.Locate(top[0]))
		}
		if !c.noBody || p.In != string(registry.InBody) {
			problems = append(problems, p)
		}
	}
	if len(problems) == 0 {
		return nil
	}
	slices.SortFunc(problems, func(a, b schema.Problem) int {
		return cmp.Or(strings.Compare(a.Pointer, b.Pointer), strings.Compare(a.Message, b.Message))
	})
	problems = slices.Compact(problems)
	more := ""
	if n := len(problems) - maxProblems; n > 0 {
		problems, more = problems[:maxProblems], fmt.Sprintf("\n  and %d more", n)
	}
	return invalid("%s%s", &schema.Error{Subject: c.action.Name, Problems: problems}, more)
}
