package sandbox

import (
	"slices"

	"github.com/actionctl/connector/schema"
)

// copies are the seeds of a list: items like the first that can be told apart. What
// the request said is the same in all of them. An item in which nothing may differ
// comes once.
func (s *Sandbox) copies(c *call, list string, first any) []any {
	doc := schema.Document(c.action.Response.Schema)
	for _, step := range append(dotted(list), "0") {
		doc, _ = s.types.Child(doc, step)
	}
	n := s.pages.seeds
	k := copying{box: s, doc: doc, said: s.saidOfElements(c), name: "item of " + c.action.Name + " " + list}
	if n > 1 {
		first = k.choose(first, n-1)
	}
	out := make([]any, 0, n)
	for i := range n {
		if i == 0 || len(k.variants) > 0 {
			out = append(out, k.nth(first, i))
		}
	}
	return out
}

// copying makes copies of one item.
type copying struct {
	box      *Sandbox
	doc      schema.Document // of the item
	name     string
	said     map[string]any
	variants []variant
}

// choose finds where copies differ: in what names the item, else wherever they may.
// It returns the item, with more in it when there was no place to differ.
func (k *copying) choose(first any, last int) any {
	full := k.expand(k.doc, first, "item")
	for _, try := range []struct {
		item any
		ok   func(variant) bool
	}{
		{first, func(v variant) bool { return v.names }},
		{first, func(v variant) bool { return v.enum == nil }},
		{full, func(v variant) bool { return v.enum == nil }},
		{first, func(variant) bool { return true }},
	} {
		k.variants = k.find(k.doc, try.item, nil)
		k.variants = slices.DeleteFunc(k.variants, func(v variant) bool { return !try.ok(v) })
		if k.settle(try.item, last); len(k.variants) > 0 {
			return try.item
		}
	}
	return first
}

// settle gives up the variants that the schema does not take.
func (k *copying) settle(item any, last int) {
	for _, i := range []int{1, last} {
		for len(k.variants) > 0 {
			problems, err := k.check(k.nth(item, i))
			if err != nil {
				k.variants = nil
			}
			if len(problems) == 0 {
				break
			}
			before := len(k.variants)
			k.variants = slices.DeleteFunc(k.variants, func(v variant) bool {
				return slices.ContainsFunc(problems, func(p schema.Problem) bool { return touches(p.Pointer, pointer(v.at)) })
			})
			if len(k.variants) == before {
				k.variants = nil
			}
		}
	}
}

func (k *copying) check(item any) ([]schema.Problem, error) {
	normal, faults := schema.Normalize(item)
	if len(faults) > 0 {
		return faults, nil
	}
	return k.box.checker.Check(k.name, func() schema.Document { return k.doc }, normal, schema.Strict)
}

// nth is the copy of a number; 0 is the item itself.
func (k *copying) nth(item any, i int) any {
	out := copyOf(item)
	if i == 0 {
		return out
	}
	for _, v := range k.variants {
		was, _ := valueAt(out, v.at)
		out = edit{at: v.at, value: v.nth(was, i)}.apply(out)
	}
	return out
}
