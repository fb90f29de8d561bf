package world

import (
	"strings"

	"github.com/actionctl/connector/schema"
)

// get shows an item. Looking at it moves its work on.
func (d *doing) get() (Answer, *Problem) {
	if d.nameless() {
		return Answer{Example: true}, nil
	}
	it, no := d.item()
	if no != nil {
		return Answer{}, no
	}
	if it.Hidden > 0 {
		it.Hidden--
		d.log.changed(d.c, it)
		return Answer{Late: true}, noItem(d.c, d.key())
	}
	if !d.words.Still && !d.advance(d.c, it) {
		return Answer{}, noItem(d.c, d.key())
	}
	return d.show(it), nil
}

// show is the answer that shows an item, or the part that the call names by its own
// id.
func (d *doing) show(it *Item) Answer {
	a := Answer{At: d.part.At, Item: it.Fields, Key: it.Key, Fill: d.words.Fill, Example: d.words.Example}
	if p := d.c.words.Parts; p != nil {
		if part := partOf(it, p, d.key()); part != nil {
			a.Item = part
		}
	}
	if d.words.Show != "" {
		a.Item, _ = get(a.Item, d.words.Show).(map[string]any)
	}
	if d.words.Tell != "" {
		v, _ := d.said(d.words.Tell)
		a.Item, _ = v.(map[string]any)
	}
	if len(d.words.Give) > 0 {
		a.Item = map[string]any{}
		for field, from := range d.words.Give {
			if v, ok := lookup(it.Fields, from); ok {
				a.Item[field] = v
			}
		}
	}
	if d.words.Map != "" {
		a.Item = entries(a.Item, text(get(d.call.Params, d.words.Map)))
	}
	a.Item, _ = clone(a.Item).(map[string]any)
	a.Same = d.same()
	return a
}

// same reports whether the answer has the item's type.
func (d *doing) same() bool {
	r := d.call.Action.Response
	return r != nil && r.Schema != nil && d.part.At == "$" && same(d.types.Resolve(schema.Document(r.Schema)), d.types.Resolve(d.document(d.c.kind, "")))
}

// partOf is the part that a key means, in the place of the item: the one with this
// id, or the only one.
func partOf(it *Item, p *PartsWord, key []string) map[string]any {
	list, _ := get(it.Fields, p.Items).([]any)
	for _, e := range list {
		part, _ := e.(map[string]any)
		own := len(key) > 0 && text(part[p.ID]) == key[len(key)-1]
		only := len(list) == 1 && len(key) > 0 && key[len(key)-1] == it.Key[len(it.Key)-1]
		if own {
			out := map[string]any{}
			for name, v := range it.Fields {
				if name != p.Items {
					out[name] = v
				}
			}
			for name, v := range part {
				out[name] = v
			}
			return out
		}
		if only {
			out := p.told(part)
			for name, v := range it.Fields {
				out[name] = v
			}
			return out
		}
	}
	return nil
}

// told is what only a part tells: its error, or its output.
func (p *PartsWord) told(part map[string]any) map[string]any {
	out := map[string]any{}
	if why := part[p.Error]; why != nil {
		out[p.Error] = why
	}
	for _, output := range p.Output {
		for name := range output {
			if v := part[name]; v != nil {
				out[name] = v
			}
		}
	}
	return out
}

// change changes an item, or only needs it.
func (d *doing) change() (Answer, *Problem) {
	if d.nameless() {
		return Answer{Example: true}, nil
	}
	it, no := d.item()
	if no != nil {
		return Answer{}, no
	}
	if d.part.Role == Use {
		return Answer{Example: true}, nil
	}
	after := &Item{Key: it.Key, Fields: clone(it.Fields).(map[string]any)}
	doc := d.document(d.c.kind, "")
	if d.part.From != "" {
		if d.part.Role == Replace {
			d.empty(after.Fields)
		}
		d.pour(doc, after.Fields, d.changes(after))
	}
	d.stamp(doc, after.Fields, false)
	d.apply(after.Fields)
	d.compose(d.c, after)
	key := d.keyAfter(it, after)
	if other := d.c.find(key); other != nil && other != it {
		if no := d.clear(other, d.c.noun()+" "+strings.Join(key, "/")); no != nil {
			return Answer{}, no
		}
	}
	if no := d.unique(after, it); no != nil {
		return Answer{}, no
	}
	was := it.Key
	it.Fields, it.Seed = after.Fields, false
	d.rename(d.c, it, key)
	d.c.enter(it)
	d.follow(d.c, was, it)
	if w := d.words.Ends; w != nil {
		d.ends(d.collection(w.Collection), it.Key, w.State)
	}
	d.start(it)
	answer := d.show(it)
	answer.Fill = answer.Fill || d.part.Role == Act && d.words.Tell == "" && d.words.Give == nil
	return answer, nil
}

// changes are the request's fields, but for those that make the key: a request that
// names the item in its body does not rename it.
func (d *doing) changes(after *Item) map[string]any {
	request := d.request(d.part.From)
	for _, field := range d.c.kind.Key {
		if d.words.Into == "" && field != "" {
			delete(request, field)
		}
	}
	for field, of := range d.c.words.Compose {
		for _, name := range append(strings.Split(of, "."), field) {
			delete(request, name)
		}
	}
	if d.words.Patch == "scim" {
		operate(after, request)
		return map[string]any{}
	}
	return request
}

// empty takes away the fields that the request could name.
func (d *doing) empty(fields map[string]any) {
	if d.words.Into != "" {
		put(fields, d.words.Into, map[string]any{})
		return
	}
	doc := schema.Document(d.call.Action.ParamsSchema())
	for _, step := range steps(d.part.From) {
		doc, _ = d.types.Child(doc, step)
	}
	keep := map[string]bool{}
	for _, field := range d.c.kind.Key {
		keep[field] = true
	}
	for name := range d.fieldsOf(doc) {
		if !keep[name] && d.c.words.Ready[name] == nil {
			delete(fields, name)
		}
	}
}

// keyAfter is the key of an item whose fields have changed: a new name is a new key.
func (d *doing) keyAfter(it, after *Item) []string {
	key := append([]string(nil), it.Key...)
	last := len(key) - 1
	if last < 0 {
		return key
	}
	if field := d.c.kind.Key[last]; field != "" {
		if v := text(get(after.Fields, field)); v != "" {
			key[last] = v
		}
	}
	return key
}

// ends lets the work below an item end.
func (d *doing) ends(c *Collection, above []string, state any) {
	for _, it := range c.Items {
		if hasPrefix(it.Key, above) && len(it.Tracks) > 0 {
			for _, t := range it.Tracks {
				t.Steps, t.Reads = []Step{{State: state, Last: true}}, 0
				d.enter(c, it, t)
			}
			it.settle()
		}
	}
}

func hasPrefix(key, prefix []string) bool {
	if len(key) < len(prefix) {
		return false
	}
	for i, v := range prefix {
		if key[i] != v {
			return false
		}
	}
	return true
}
