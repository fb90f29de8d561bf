package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox/world"
	"github.com/actionctl/connector/schema"
)

// Whatever can be made is then there: shown, listed, changed, refused a second time
// where it has a name, and gone once it is deleted.
func TestLives(t *testing.T) {
	n, all := 0, families(t)
	for _, f := range all {
		if f.words.Files != nil || len(f.kind.Key) == 0 {
			continue
		}
		t.Run(f.kind.Name, func(t *testing.T) {
			n++
			box, err := Open(Config{Registry: builtin, Polls: -1, PageSize: 1000})
			require.NoError(t, err)
			l := life{T: t, family: f, all: all, box: box}
			l.live()
		})
	}
	assert.Greater(t, n, 70)
}

func (l life) live() {
	_, listable := l.actions[world.List]
	_, gettable := l.actions[world.Get]
	last := l.kind.Key[len(l.kind.Key)-1]
	own := !l.only()
	id := ""
	if own {
		id = l.made("made-here")
	} else {
		l.made("")
	}
	l.id = id
	if gettable {
		status, v := l.call(world.Get, nil)
		require.Equal(l, http.StatusOK, status, v)
	}
	if listable && last != "" && !strings.Contains(l.actions[world.List].Words, `"show"`) {
		assert.Contains(l, l.listed(), id)
	}
	l.changes()
	l.again(id)
	l.dies(listable, gettable, last)
}

// changes updates a field and looks at it.
func (l life) changes() {
	for _, role := range []world.Role{world.Update, world.Replace} {
		p, ok := l.actions[role]
		if !ok || p.From == "" || strings.Contains(p.Words, `"patch"`) {
			continue
		}
		a, err := builtin.Action(p.Action)
		require.NoError(l, err)
		field := l.changeable(a, p)
		if field == "" {
			continue
		}
		status, v := l.call(role, func(ps params) { setParam(ps, p.From+"."+field, "changed") })
		require.Equal(l, http.StatusOK, status, "%s: %v", p.Action, v)
		get, ok := l.actions[world.Get]
		if !ok {
			continue
		}
		_, v = l.call(world.Get, nil)
		text, err := json.Marshal(valueOf(v, get.At))
		require.NoError(l, err)
		assert.Contains(l, string(text), `"changed"`, "%s: %s is not shown", p.Action, field)
	}
}

// changeable is a text field of an update that the item has too.
func (l life) changeable(a *registry.Action, p world.Part) string {
	doc := schema.Document(a.ParamsSchema())
	for _, step := range dotted(p.From) {
		doc, _ = l.box.types.Child(doc, step)
	}
	typ, err := builtin.Action(l.kind.Type)
	require.NoError(l, err)
	item := schema.Document(typ.Response.Schema)
	for _, step := range dotted(l.kind.At) {
		item, _ = l.box.types.Child(item, step)
	}
	known := l.box.fields(item)
	for _, name := range sortedNames(l.box.fields(doc)) {
		child, _ := l.box.fields(doc)[name].(map[string]any)
		resolved := l.box.types.Resolve(child)
		field, _ := known[name].(map[string]any)
		same := l.box.types.Resolve(field)["type"] == "string" && l.box.types.Resolve(field)["enum"] == nil
		if resolved["type"] == "string" && resolved["enum"] == nil && resolved["format"] == nil && resolved["pattern"] == nil && child["x-sensitive"] == nil &&
			same && !slices.Contains(l.kind.Key, name) && !l.composed(name) && !slices.Contains(l.words.Also, name) && l.words.Ready[name] == nil &&
			!strings.HasPrefix(name, "update") && !strings.HasPrefix(name, "creat") && !strings.HasPrefix(name, "last_") && name != "owner" && name != "owner_user_name" && name != "full_name" {
			return name
		}
	}
	return ""
}

// composed reports whether a field is part of the item's name.
func (l life) composed(name string) bool {
	for _, of := range l.words.Compose {
		if slices.Contains(strings.Split(of, "."), name) {
			return true
		}
	}
	return false
}

// again makes a thing of the same name, which is refused.
func (l life) again(id string) {
	p, ok := l.actions[world.Create]
	last := len(l.kind.Key) - 1
	if !ok || id == "" || last >= len(p.Key) || p.Key[last] == "" || p.Role == world.Put {
		return
	}
	status, v := l.call(world.Create, nil)
	assert.Equal(l, http.StatusConflict, status, v)
	assert.Equal(l, "RESOURCE_ALREADY_EXISTS", valueOf(v, "error_code"))
}

// dies deletes the item; it is gone, and another can be made in its place.
func (l life) dies(listable, gettable bool, last string) {
	p, ok := l.actions[world.Delete]
	if !ok {
		return
	}
	status, v := l.call(world.Delete, nil)
	require.Equal(l, http.StatusOK, status, "%s: %v", p.Action, v)
	a, err := builtin.Action(p.Action)
	require.NoError(l, err)
	if a.Wait != nil && a.Wait.NotFound == "" {
		_, v := l.call(world.Get, nil)
		assert.Equal(l, a.Wait.Success[0], valueOf(v, a.Wait.State), "it is still there")
		return
	}
	if l.words.Restore != nil {
		assert.NotContains(l, l.listed(), l.id)
		status, v := l.call(world.Restore, nil)
		require.Equal(l, http.StatusOK, status, v)
		assert.Contains(l, l.listed(), l.id)
		return
	}
	if gettable && !l.words.Always {
		status, v := l.call(world.Get, nil)
		assert.Contains(l, []int{http.StatusNotFound, http.StatusBadRequest}, status, v)
		assert.Contains(l, text(valueOf(v, "message")), "does not exist")
	}
	if listable && last != "" {
		assert.NotContains(l, l.listed(), l.id)
	}
	if !l.words.Always {
		status, v = l.call(world.Delete, nil)
		assert.Equal(l, http.StatusNotFound, status, v)
	}
	if !l.only() {
		l.id = ""
		l.made("made-here")
	}
}

// only reports whether there is one item for every item of the parent.
func (l life) only() bool {
	if l.words.Parent == "" {
		return false
	}
	for _, f := range l.all {
		if f.kind.Name == l.words.Parent {
			return len(f.kind.Key) == len(l.kind.Key)
		}
	}
	return false
}
