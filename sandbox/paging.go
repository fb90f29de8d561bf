package sandbox

import (
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// seeded gives a list that has nothing behind it its items: distinct copies of the
// example's. Of the two forms of an answer it keeps the one with the items.
func (s *Sandbox) seeded(c *call, v any) any {
	p := c.action.Paginate
	if p == nil || p.Style == registry.PageOffset {
		return v
	}
	doc := schema.Document(c.action.Response.Schema)
	more := copyOf(v)
	if p.ItemsElse != "" {
		more = edit{at: dotted(p.ItemsElse), remove: true}.apply(more)
	}
	for _, path := range append([]string{p.Items}, p.Merge...) {
		items, _ := valueAt(more, dotted(path))
		if list, ok := items.([]any); ok && path != "" && len(list) > 0 {
			more = edit{at: dotted(path), value: s.copies(c, path, list[0])}.apply(more)
		}
	}
	if problems, err := s.checkAnswer(c.action, doc, more); err != nil || len(problems) > 0 {
		return v // a list that takes no more or no less than the example has
	}
	return more
}

// dotted splits a dotted path; "$" is the whole.
func dotted(path string) []string {
	if path == "" || path == "$" {
		return nil
	}
	return strings.Split(path, ".")
}
