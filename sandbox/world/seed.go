package world

import (
	"encoding/json"
	"strconv"
	"strings"
)

// collection finds or makes a collection; a new one has its seeded items.
func (w *World) collection(name string) *Collection {
	c := w.Collections[name]
	if c != nil && c.index != nil {
		return c
	}
	fresh := c == nil
	if fresh {
		c = &Collection{}
		w.Collections[name] = c
	}
	c.kind = w.families().Kinds[name]
	c.words = c.kind.words()
	c.index, c.log = map[string]*Item{}, nil
	for _, it := range c.Items {
		c.enter(it)
	}
	if c.log = w.log; fresh {
		c.log.began(c)
	}
	if fresh && c.words.Files != nil {
		w.seedFiles(c)
	} else if fresh && !c.words.Always {
		w.seed(c)
	} else if fresh && c.words.Parent != "" && c.words.List != "" {
		w.seedBelow(c)
	}
	return c
}

// seedBelow makes what there is one of for every seeded item of the parent.
func (w *World) seedBelow(c *Collection) {
	for _, above := range w.collection(c.words.Parent).Items {
		if above.Seed {
			it := w.example(c)
			w.rename(c, it, above.Key)
			c.add(it)
		}
	}
}

// seed makes the items that a collection begins with: the example of their type, the
// first with the ids that examples have, the others with ids like it.
func (w *World) seed(c *Collection) {
	var above []string
	if c.words.Parent != "" {
		parent := w.collection(c.words.Parent)
		if above = parent.First; parent.find(above) == nil {
			return // it is gone, and what would be below it as well
		}
	}
	if in := c.words.Inside; in != nil {
		if outer := w.collection(in.Collection); outer.find(outer.First) == nil {
			return
		}
	}
	for i := range w.seeds {
		it := w.example(c)
		key := make([]string, len(c.kind.Key))
		for n, field := range c.kind.Key {
			switch v := get(it.Fields, field); {
			case n < len(above):
				key[n] = above[n]
			case field == "" || v == nil:
				key[n] = nth("example", i)
			default:
				key[n] = nth(text(v), i)
			}
		}
		for _, field := range c.words.Unique {
			if v, ok := get(it.Fields, field).(string); ok {
				put(it.Fields, field, nth(v, i))
			}
		}
		if len(c.words.Compose) > 0 && i > 0 {
			put(it.Fields, "name", nth(text(get(it.Fields, "name")), i))
			w.compose(c, it)
			key[len(key)-1] = text(get(it.Fields, c.kind.Key[len(key)-1]))
		}
		w.rename(c, it, key)
		w.number(c, it)
		if i == 0 {
			c.First = key
		}
		c.add(it)
	}
}

// nth is the id of a seeded item: the example itself, then others like it.
func nth(v string, i int) string {
	if i == 0 {
		return v
	}
	if n, err := strconv.ParseInt(v, 10, 64); err == nil {
		return strconv.FormatInt(n+int64(i), 10)
	}
	return v + "-" + strconv.Itoa(i+1)
}

// example is an item made of the example of its type, with nothing going on.
func (w *World) example(c *Collection) *Item {
	fields, _ := w.types.Example(w.document(c.kind, ""), "", true).(map[string]any)
	if fields == nil {
		fields = map[string]any{}
	}
	putAll(fields, c.words.Seed)
	putAll(fields, c.words.Live)
	it := &Item{Fields: fields, Seed: true}
	for path, state := range c.words.Ready {
		put(fields, path, state)
		if on := c.words.On[text(state)]; on != nil {
			putAll(fields, on)
		}
		c.finish(fields, &Track{Path: path}, Step{State: state, Last: true})
	}
	for path, state := range c.words.Ready {
		put(fields, path, state)
	}
	w.compose(c, it)
	return it
}

// compose makes the fields that are made of others.
func (w *World) compose(c *Collection, it *Item) {
	for field, of := range c.words.Compose {
		var parts []string
		for _, name := range strings.Split(of, ".") {
			parts = append(parts, text(get(it.Fields, name)))
		}
		put(it.Fields, field, strings.Join(parts, "."))
	}
}

// rename gives an item its key, and the fields that hold it.
func (w *World) rename(c *Collection, it *Item, key []string) {
	it.Key = key
	for i, field := range c.kind.Key {
		if field != "" && i < len(key) {
			put(it.Fields, field, w.typed(c, field, key[i]))
		}
	}
	for _, field := range c.words.Also {
		put(it.Fields, field, w.typed(c, field, key[len(key)-1]))
	}
}

// typed is a part of a key as its field has it.
func (w *World) typed(c *Collection, field, v string) any {
	if w.types.Resolve(w.document(c.kind, field))["type"] == "integer" {
		if _, err := strconv.ParseInt(v, 10, 64); err == nil {
			return json.Number(v)
		}
	}
	return v
}
