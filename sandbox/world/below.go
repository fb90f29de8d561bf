package world

import (
	"net/http"
	"slices"
	"strings"
)

// below calls visit for what is below the item of a key, or was: what has its key as
// the first part of its own, and what stands inside it.
func (w *World) below(c *Collection, key []string, visit func(c *Collection, child *Item)) {
	for _, name := range sorted(w.Collections) {
		other := w.collection(name)
		var is func(*Item) bool
		switch in := other.words.Inside; {
		case other.words.Parent == c.kind.Name:
			is = func(it *Item) bool { return hasPrefix(it.Key, key) }
		case in != nil && in.Collection == c.kind.Name:
			is = func(it *Item) bool { return in.of(it) == strings.Join(key, ".") }
		default:
			continue
		}
		for _, child := range slices.Clone(other.Items) {
			if is(child) {
				visit(other, child)
			}
		}
	}
}

// of is the key of the item that another one stands in.
func (in *InsideWord) of(it *Item) string {
	var parts []string
	for _, path := range in.By {
		parts = append(parts, text(get(it.Fields, path)))
	}
	return strings.Join(parts, ".")
}

// occupied refuses to delete an item without force while it has something below it.
// Seeded items that nobody has touched are nothing.
func (d *doing) occupied(it *Item) *Problem {
	if d.words.Force == "" || get(d.call.Params, d.words.Force) == true {
		return nil
	}
	var names []string
	d.below(d.c, it.Key, func(c *Collection, child *Item) {
		if !child.Seed && !c.words.Always {
			names = append(names, c.noun()+" "+strings.Join(child.Key, "/"))
		}
	})
	if len(names) == 0 {
		return nil
	}
	return &Problem{http.StatusBadRequest, "INVALID_STATE",
		d.c.noun() + " " + strings.Join(it.Key, "/") + " is not empty: it has " + someOf(names) + "; delete what is in it first, or give " + d.words.Force + "=true"}
}

// drop removes an item with all that is below it.
func (w *World) drop(c *Collection, it *Item) {
	c.remove(it)
	w.below(c, it.Key, w.drop)
}

// follow gives what is below an item its new key. Was is the old one.
func (w *World) follow(c *Collection, was []string, it *Item) {
	if slices.Equal(was, it.Key) {
		return
	}
	w.below(c, was, func(other *Collection, child *Item) {
		child.own()
		old, key := child.Key, slices.Clone(child.Key)
		if in := other.words.Inside; in != nil {
			for i, part := range strings.Split(strings.Join(it.Key, "."), ".") {
				if i < len(in.By) {
					put(child.Fields, in.By[i], part)
				}
			}
			w.compose(other, child)
			last := len(key) - 1
			key[last] = text(get(child.Fields, other.kind.Key[last]))
		} else {
			copy(key, it.Key)
		}
		w.rename(other, child, key)
		other.enter(child)
		w.follow(other, old, child)
	})
}
