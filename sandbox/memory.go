package sandbox

import (
	"errors"
	"net/http"
	"regexp"
	"slices"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox/world"
	"github.com/actionctl/connector/schema"
)

// remember carries a valid call out in the world.
func (s *Sandbox) remember(c *call) (world.Answer, *refusal) {
	a, err := s.world.Do(world.Call{Action: c.action, Params: c.params, Upload: c.upload})
	var problem *world.Problem
	switch {
	case errors.As(err, &problem):
		no := s.service(c.action, problem)
		if a.Late {
			no.fault = FaultLate
		}
		return a, no
	case err != nil:
		return a, broken(err)
	}
	return a, nil
}

// service is a refusal as the action's endpoint words it: some say that the request
// is invalid where others say that something is missing.
func (s *Sandbox) service(a *registry.Action, p *world.Problem) *refusal {
	for _, rule := range a.Errors {
		if p.Status == http.StatusNotFound && rule.Kind == "not_found" && matches(rule.Message, p.Message) && rule.Status != 0 && rule.Code != "" {
			return refuse(rule.Status, rule.Code, "%s", p.Message)
		}
	}
	return refuse(p.Status, p.Code, "%s", p.Message)
}

func matches(pattern, text string) bool {
	re, err := regexp.Compile(pattern)
	return err == nil && re.MatchString(text)
}

// shape brings what the world has to say into the form of the response: what the
// schema has no place for is left out, what it requires is filled in.
func (s *Sandbox) shape(c *call, a world.Answer) (any, error) {
	doc := schema.Document(c.action.Response.Schema)
	if a.Example || a.Item == nil && a.List == nil && !a.IsList && a.Set == nil {
		v, err := s.example(c)
		if err != nil {
			return nil, err
		}
		return s.seeded(c, v), nil
	}
	var whole any
	switch {
	case a.IsList:
		whole = s.listed(doc, a)
	case a.File != nil && a.At != "" && a.At != "$":
		fields, _ := s.fit(doc, a.Item).(map[string]any)
		whole = edit{at: dotted(a.At), value: fileValue(c.action, a.File.Data)}.apply(fields)
	default:
		whole = s.shown(c, doc, a)
	}
	return whole, nil
}

// listed is the answer of a list: all of the items, and what else its example has
// but other lists.
func (s *Sandbox) listed(doc schema.Document, a world.Answer) any {
	at := dotted(a.At)
	if len(at) == 0 {
		return a.List
	}
	whole, _ := s.types.Example(doc, "", true).(map[string]any)
	for _, name := range sortedNames(whole) {
		switch v := whole[name].(type) {
		case []any:
			if len(v) > 0 {
				if _, objects := v[0].(map[string]any); objects {
					delete(whole, name)
				}
			}
		case map[string]any:
			delete(whole, name)
		}
	}
	return edit{at: at, value: a.List}.apply(whole)
}

// shown is the answer that shows one item: in its place, and beside it the fields of
// the same names. What a change answers beyond it comes from the example.
func (s *Sandbox) shown(c *call, doc schema.Document, a world.Answer) any {
	at := dotted(a.At)
	fields := s.fields(doc)
	whole := map[string]any{}
	if len(at) == 0 {
		whole, _ = s.fit(doc, a.Item).(map[string]any)
		if whole == nil {
			whole = map[string]any{}
		}
	} else {
		child := doc
		for _, step := range at {
			child, _ = s.types.Child(child, step)
		}
		whole[at[0]] = s.fit(child, a.Item)
		for _, name := range sortedNames(fields) {
			if v, ok := a.Item[name]; ok && name != at[0] {
				if v = s.fit(fields[name].(map[string]any), v); v != nil {
					whole[name] = v
				}
			}
		}
	}
	for name, v := range a.Set {
		whole[name] = v
	}
	if a.Fill {
		s.fill(c, doc, whole, a)
	}
	return whole
}

// fill gives an answer that is not of the item's type the fields that the item does
// not have. An answer with nothing but an id has the item's.
func (s *Sandbox) fill(c *call, doc schema.Document, whole map[string]any, a world.Answer) {
	fields := s.fields(doc)
	if len(whole) == 0 && len(fields) == 1 && len(a.Key) > 0 {
		for name := range fields {
			if v := s.fit(fields[name].(map[string]any), a.Key[len(a.Key)-1]); v != nil {
				whole[name] = v
			}
		}
	}
	if a.Same || len(whole) == len(fields) {
		return
	}
	example, err := s.example(c)
	if base, ok := example.(map[string]any); ok && err == nil {
		for name, v := range base {
			_, have := whole[name]
			_, object := v.(map[string]any)
			if !have && (!object || !a.Made) { // of something new, an object would tell what is not so
				whole[name] = v
			}
		}
	}
}

func sortedNames[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
