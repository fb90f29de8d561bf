package world

import (
	"strings"

	"github.com/actionctl/connector/schema"
)

// key is the key that the call gives, up to the first part that it does not.
func (d *doing) key() []string {
	var key []string
	for _, path := range d.part.Key {
		v := ""
		for _, other := range strings.Split(path, "|") {
			if v == "" && other != "" {
				v = text(get(d.call.Params, other))
			}
		}
		if v == "" {
			break
		}
		key = append(key, v)
	}
	return key
}

// nameless reports whether a call that could name an item names none. There is
// nothing to do then, and nothing wrong.
func (d *doing) nameless() bool {
	return len(d.c.kind.Key) > 0 && len(d.words.By) == 0 && len(d.key()) == 0
}

// item is the item that the call names. Parameters that are their own examples mean
// the first seeded item, so that every action can be tried out.
func (d *doing) item() (*Item, *Problem) {
	if len(d.words.By) > 0 {
		return d.itemBy()
	}
	key := d.key()
	it := d.c.find(key)
	if it == nil {
		it = d.c.find(d.meant(d.c, key, d.part.Key))
	}
	if it == nil && d.c.words.Always && len(key) == len(d.c.kind.Key) {
		return d.standing(key)
	}
	if it == nil {
		if no := d.above(key); no != nil {
			return nil, no
		}
		return nil, noItem(d.c, key)
	}
	return it, nil
}

// itemBy finds the item by other fields than its key.
func (d *doing) itemBy() (*Item, *Problem) {
	var said []string
	for _, it := range d.c.Items {
		fits := true
		for field, path := range d.words.By {
			v := text(get(d.call.Params, path))
			fits = fits && text(get(it.Fields, field)) == v
		}
		if fits {
			return it, nil
		}
	}
	example := len(d.c.Items) > 0
	for _, path := range sortedValues(d.words.By) {
		v := get(d.call.Params, path)
		said = append(said, written(v))
		example = example && (written(v) == "" || written(v) == "{}" || d.isExample(path, text(v)))
	}
	if it := d.c.find(d.c.First); example && it != nil {
		return it, nil
	}
	return nil, noItem(d.c, said)
}

// standing is the item of a kind that has one for every key; it is made when it is
// first asked for.
func (d *doing) standing(key []string) (*Item, *Problem) {
	if no := d.above(key); no != nil {
		return nil, no
	}
	key = d.canonical(key)
	if it := d.c.find(key); it != nil {
		return it, nil
	}
	it := d.example(d.c)
	if d.c.words.List != "" && !d.isSeeded(key) {
		put(it.Fields, d.c.words.List, []any{})
	}
	d.rename(d.c, it, key)
	d.c.add(it)
	return it, nil
}

// isSeeded reports whether a key is that of an example, or of something below a
// seeded item.
func (d *doing) isSeeded(key []string) bool {
	if d.c.words.Parent != "" {
		parent := d.collection(d.c.words.Parent)
		it := parent.find(key[:min(len(key), len(parent.kind.Key))])
		return it != nil && it.Seed
	}
	for i, v := range key {
		if !d.isExample(d.part.Key[i], v) {
			return false
		}
	}
	return true
}

// meant is a key in which the parts that are examples are those of the first seeded
// item.
func (d *doing) meant(c *Collection, key, paths []string) []string {
	out := make([]string, len(key))
	for i, v := range key {
		out[i] = v
		if i < len(c.First) && i < len(paths) && d.isExample(paths[i], v) {
			out[i] = c.First[i]
		}
	}
	return out
}

// isExample reports whether a value is the example of the parameter at a path.
func (d *doing) isExample(path, v string) bool {
	way := steps(path)
	if len(way) == 0 {
		return false
	}
	doc := schema.Document(d.call.Action.ParamsSchema())
	for _, step := range way {
		doc, _ = d.types.Child(doc, step)
	}
	example := text(d.types.Example(doc, way[len(way)-1], true))
	return strings.TrimPrefix(v, "/") == strings.TrimPrefix(example, "/")
}
