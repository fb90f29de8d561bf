package world

import (
	"encoding/json"
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
		v := text(get(d.call.Params, path))
		said = append(said, v)
		example = example && (v == "" || d.isExample(path, v))
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
	d.dirty = true
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

// above refuses a key whose first parts name no item of the parent. It is asked only
// for what is not there itself.
func (d *doing) above(key []string) *Problem {
	if d.c.words.Parent == "" {
		return nil
	}
	parent := d.collection(d.c.words.Parent)
	for len(key) < len(parent.kind.Key) && parent.words.Parent != "" {
		parent = d.collection(parent.words.Parent)
	}
	n := len(parent.kind.Key)
	if n == 0 || n > len(key) || d.parentOf(parent, key[:n]) != nil {
		return nil
	}
	return noItem(parent, key[:n])
}

func (d *doing) parentOf(parent *Collection, key []string) *Item {
	if it := parent.find(key); it != nil {
		return it
	}
	return parent.find(d.meant(parent, key, d.part.Key))
}

// canonical is a key with the parent's real key in it.
func (d *doing) canonical(key []string) []string {
	key = append([]string(nil), key...)
	if d.c.words.Parent == "" {
		return key
	}
	parent := d.collection(d.c.words.Parent)
	if n := len(parent.kind.Key); n <= len(key) {
		if it := d.parentOf(parent, key[:n]); it != nil {
			copy(key, it.Key)
		}
	}
	return key
}

// needs finds the items elsewhere without which the call makes no sense.
func (d *doing) needs() *Problem {
	for _, name := range sorted(d.words.Need) {
		c := d.collection(name)
		var key []string
		example := true
		for _, path := range d.words.Need[name] {
			v := text(get(d.call.Params, path))
			if v == "" {
				return nil // optional, and not given
			}
			key = append(key, v)
			example = example && d.isExample(path, v)
		}
		if len(c.kind.Key) == 1 && len(key) > 1 {
			key = []string{strings.Join(key, ".")}
		}
		if d.base = c.find(key); d.base == nil && example {
			if d.base = c.find(c.First); d.base != nil {
				d.mean(d.words.Need[name], d.base.Key)
			}
		}
		if d.base == nil {
			return noItem(c, key)
		}
	}
	return nil
}

// mean puts the key of a seeded item in the place of the examples that stand for it.
func (d *doing) mean(paths, key []string) {
	if len(paths) > len(key) {
		key = strings.Split(key[0], ".")
	}
	d.call.Params, _ = clone(d.call.Params).(map[string]any)
	for i, path := range paths {
		if have := get(d.call.Params, path); i < len(key) && have != nil {
			if _, isText := have.(string); isText {
				put(d.call.Params, path, key[i])
			} else {
				put(d.call.Params, path, json.Number(key[i]))
			}
		}
	}
}

// request is the object at a place of the request, without secrets.
func (d *doing) request(path string) map[string]any {
	v, _ := get(d.call.Params, path).(map[string]any)
	if v == nil {
		return map[string]any{}
	}
	doc := schema.Document(d.call.Action.ParamsSchema())
	for _, step := range steps(path) {
		doc, _ = d.types.Child(doc, step)
	}
	out, _ := bare(d.types.Redact(doc, v)).(map[string]any)
	return out
}

// bare copies a value without what was hidden in it.
func bare(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			if member != schema.Redacted {
				out[name] = bare(member)
			}
		}
		return out
	case []any:
		out := make([]any, 0, len(v))
		for _, element := range v {
			if element != schema.Redacted {
				out = append(out, bare(element))
			}
		}
		return out
	}
	return v
}

func sortedValues(m map[string]string) []string {
	var out []string
	for _, k := range sorted(m) {
		out = append(out, m[k])
	}
	return out
}

// document is the schema of a field of a kind's items.
func (w *World) document(k Kind, path string) schema.Document {
	a, err := w.reg.Action(k.Type)
	if err != nil || a.Response == nil {
		return schema.Document{}
	}
	doc := schema.Document(a.Response.Schema)
	for _, step := range append(steps(k.At), steps(path)...) {
		doc, _ = w.types.Child(doc, step)
	}
	return doc
}

// fieldsOf are the fields of an object's schema.
func (w *World) fieldsOf(doc schema.Document) map[string]any {
	fields, _ := w.types.Resolve(doc)["properties"].(map[string]any)
	return fields
}
