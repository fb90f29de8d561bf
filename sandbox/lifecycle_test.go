package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox/world"
	"github.com/actionctl/connector/schema"
)

// family is a collection with the actions that make a life.
type family struct {
	kind    world.Kind
	words   world.KindWords
	actions map[world.Role]world.Part
}

// families are all collections in which something can be made.
func families(t *testing.T) []family {
	t.Helper()
	table := world.Builtin()
	var out []family
	for _, name := range sortedNames(table.Kinds) {
		f := family{kind: table.Kinds[name], actions: map[world.Role]world.Part{}}
		if f.kind.Words != "" {
			require.NoError(t, json.Unmarshal([]byte(f.kind.Words), &f.words))
		}
		for _, action := range sortedNames(table.Parts) {
			p := table.Parts[action]
			if _, have := f.actions[p.Role]; p.Collection == name && (!have || strings.Contains(action, "_2_2_")) && !strings.Contains(p.Words, `"by"`) && !strings.Contains(p.Words, `"still"`) {
				f.actions[p.Role] = p
			}
		}
		_, creates := f.actions[world.Create]
		_, puts := f.actions[world.Put]
		if creates || puts {
			out = append(out, f)
		}
	}
	return out
}

// life is one item on its way through a sandbox.
type life struct {
	*testing.T
	family
	all []family
	box *Sandbox
	id  string // the last part of its key
}

// call asks an action for the item: its own example parameters, with the item's key.
func (l life) call(role world.Role, change func(ps params)) (int, any) {
	l.Helper()
	p := l.actions[role]
	a, err := builtin.Action(p.Action)
	require.NoError(l, err)
	ps, _ := l.box.types.Example(schema.Document(a.ParamsSchema()), "", role == world.Create || role == world.Put).(params)
	if a.Paginate != nil {
		ps = firstPage(a, ps)
	}
	for _, param := range a.Params {
		if _, given := ps[param.Name]; given && param.In == registry.InQuery && param.Schema["type"] != "string" {
			ps[param.Name] = l.box.types.Example(schema.Document(param.Schema), param.Name, true)
		}
	}
	for i, path := range p.Key {
		if path != "" && i == len(l.kind.Key)-1 && l.id != "" {
			setParam(ps, strings.Split(path, "|")[0], typed(l.box, a, path, l.id))
		}
	}
	if change != nil {
		change(ps)
	}
	w := serve(l.box, encode(l, p.Action, ps))
	v, err := schema.Decode(w.Body.Bytes())
	require.NoError(l, err)
	return w.Code, v
}

// setParam sets a parameter by its dotted path.
func setParam(ps params, path string, v any) {
	way := strings.Split(path, ".")
	for _, step := range way[:len(way)-1] {
		next, ok := ps[step].(params)
		if !ok {
			next = params{}
			ps[step] = next
		}
		ps = next
	}
	ps[way[len(way)-1]] = v
}

func typed(s *Sandbox, a *registry.Action, path, v string) any {
	doc := schema.Document(a.ParamsSchema())
	for _, step := range strings.Split(path, ".") {
		doc, _ = s.types.Child(doc, step)
	}
	if s.types.Resolve(doc)["type"] == "integer" {
		return json.Number(v)
	}
	return v
}

// made creates the item under a name of its own and returns its id.
func (l life) made(name string) string {
	l.Helper()
	role := world.Create
	if _, ok := l.actions[role]; !ok {
		role = world.Put
	}
	p := l.actions[role]
	last := len(l.kind.Key) - 1
	given := last < len(p.Key) && p.Key[last] != ""
	compose := len(l.words.Compose) > 0
	unique := func(ps params) {
		if given && name != "" {
			a, err := builtin.Action(p.Action)
			require.NoError(l, err)
			if name == "made-here" && typed(l.box, a, p.Key[last], "1") == json.Number("1") {
				name = "424242"
			}
			setParam(ps, p.Key[last], typed(l.box, a, p.Key[last], name))
		}
		if compose {
			setParam(ps, p.From+".name", name)
		}
		for _, field := range l.words.Unique {
			if object, ok := valueOf(ps, p.From).(params); ok && object[field] != nil {
				object[field] = name
			}
		}
	}
	status, v := l.call(role, unique)
	require.Equal(l, http.StatusOK, status, "%s: %v", p.Action, v)
	switch {
	case given:
		return name
	case compose:
		return strings.Replace(l.words.Seed["catalog_name"].(string)+"."+text(l.words.Seed["schema_name"])+"."+name, "..", ".", 1)
	}
	field := l.kind.Key[last]
	if strings.Contains(p.Words, `"show"`) {
		field = field[strings.LastIndexByte(field, '.')+1:]
	}
	if found, ok := valueAt(v, append(dotted(p.At), dotted(field)...)); ok {
		return fmt.Sprint(found)
	}
	object, _ := v.(params)
	require.Len(l, object, 1, "%s: an answer with nothing but the id: %v", p.Action, v)
	for _, id := range object {
		return fmt.Sprint(id)
	}
	return ""
}

func text(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func valueOf(v any, path string) any {
	found, _ := valueAt(v, dotted(path))
	return found
}

// listed are the ids of the items in the list.
func (l life) listed() []string {
	status, v := l.call(world.List, nil)
	require.Equal(l, http.StatusOK, status, v)
	items, _ := valueOf(v, l.actions[world.List].At).([]any)
	var ids []string
	for _, item := range items {
		ids = append(ids, fmt.Sprint(valueOf(item, l.kind.Key[len(l.kind.Key)-1])))
	}
	return ids
}
