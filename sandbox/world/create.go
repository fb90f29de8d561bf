package world

import (
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// create makes an item of the request.
func (d *doing) create() (Answer, *Problem) {
	token := d.token()
	if key, ok := d.Tokens[token]; ok && token != "" {
		if it := d.c.find(key); it != nil {
			return d.show(it), nil
		}
	}
	key := d.key()
	if no := d.above(key); no != nil {
		return Answer{}, no
	}
	it := &Item{Fields: d.fresh()}
	if no := d.name(it, d.canonical(key)); no != nil {
		return Answer{}, no
	}
	if d.late != nil {
		it.Hidden = d.late(d.call.Action.Name)
	}
	d.c.add(it)
	if token != "" {
		d.Tokens[token] = it.Key
		d.log.token(token)
	}
	d.start(it)
	answer := d.show(it)
	answer.Fill, answer.Made = true, true
	return answer, nil
}

// put makes an item, or puts the request in its place.
func (d *doing) put() (Answer, *Problem) {
	key := d.key()
	if no := d.above(key); no != nil {
		return Answer{}, no
	}
	key = d.canonical(key)
	if old := d.c.find(key); old != nil && len(key) == len(d.c.kind.Key) {
		d.c.remove(old)
	}
	return d.create()
}

// token is what makes repeats of the call one.
func (d *doing) token() string {
	if i := d.call.Action.Idempotency; i != nil && i.Token != "" {
		if v := text(get(d.call.Params, i.Token)); v != "" {
			return d.c.kind.Name + "\x00" + v
		}
	}
	return ""
}

// fresh are the fields of a new item.
func (d *doing) fresh() map[string]any {
	fields := map[string]any{}
	doc := d.document(d.c.kind, "")
	if d.base != nil {
		for field, from := range d.words.Clone {
			if v, ok := lookup(d.base.Fields, from); ok {
				put(fields, field, clone(v))
			}
		}
	}
	d.Counter++
	d.stamp(doc, fields, true)
	d.pour(doc, fields, d.request(d.part.From))
	d.apply(fields)
	for path, v := range d.c.words.Start {
		if _, ok := lookup(fields, path); !ok {
			put(fields, path, v)
		}
	}
	if id, ok := d.fieldsOf(doc)["id"].(map[string]any); ok && fields["id"] == nil && d.types.Resolve(id)["type"] == "string" {
		fields["id"] = d.form("hex", d.c.kind.Name)
	}
	putAll(fields, d.c.words.Live)
	for path, v := range d.c.words.Ready { // work that nobody waits for is done
		if d.call.Action.Wait == nil {
			put(fields, path, v)
		}
	}
	return fields
}

// pour puts the request's fields into an item: where it is declared, under the same
// name, or one level below where only that has the name.
func (d *doing) pour(doc schema.Document, fields, request map[string]any) {
	if d.words.Into != "" {
		into, _ := get(fields, d.words.Into).(map[string]any)
		if into == nil {
			into = map[string]any{}
		}
		merge(into, request)
		put(fields, d.words.Into, into)
		return
	}
	known := d.fieldsOf(doc)
	for _, name := range sorted(request) {
		place := name
		if to, ok := strings.CutPrefix(name, "new_"); ok && known[name] == nil && known[to] != nil {
			place = to
		}
		if known[place] == nil {
			for _, member := range sorted(known) {
				child, _ := known[member].(map[string]any)
				if d.fieldsOf(child)[name] != nil && d.types.Resolve(child)["type"] == "object" {
					place = member + "." + name
				}
			}
		}
		at, last, nested := cutLast(place)
		into := fields
		if nested {
			if into, _ = get(fields, at).(map[string]any); into == nil {
				into = map[string]any{}
				put(fields, at, into)
			}
		}
		merge(into, map[string]any{last: request[name]})
	}
}

// name gives a new item its key. A seeded item that nobody has touched gives way to
// one of its name.
func (d *doing) name(it *Item, key []string) *Problem {
	d.compose(d.c, it)
	n := len(d.c.kind.Key)
	for len(key) < n-1 && len(d.part.Key) == n { // ids above its own are made as well
		key = append(key, d.made(key))
	}
	if len(key) < n {
		last := d.c.kind.Key[n-1]
		if v := text(get(it.Fields, last)); len(d.c.words.Compose) > 0 && d.c.words.Compose[last] != "" {
			key = append(key, v)
		} else {
			key = append(key, d.id(d.c, key))
		}
	}
	d.rename(d.c, it, key)
	d.number(d.c, it)
	if no := d.clear(d.c.find(key), d.c.noun()+" "+strings.Join(key, "/")); no != nil {
		return no
	}
	return d.unique(it, nil)
}

// made makes an item above the new one, and returns its id.
func (d *doing) made(key []string) string {
	id := d.form("hex", d.words.Make)
	if d.words.Make != "" {
		c := d.collection(d.words.Make)
		above := &Item{Fields: map[string]any{}}
		d.stamp(d.document(c.kind, ""), above.Fields, true)
		d.rename(c, above, append(append([]string(nil), key...), id))
		c.add(above)
	}
	return id
}

// clear makes room for an item, unless one is in the way.
func (d *doing) clear(old *Item, what string) *Problem {
	switch {
	case old == nil:
	case old.Seed:
		d.c.remove(old)
	case old.Deleted:
		return taken("%s already exists, deleted; restore it or take another name", what)
	default:
		return taken("%s already exists", what)
	}
	return nil
}

// unique refuses an item with a field that another one has.
func (d *doing) unique(it, itself *Item) *Problem {
	for _, field := range d.c.words.Unique {
		v := text(get(it.Fields, field))
		if other := d.c.with(field, v); v != "" && other != nil && other != itself {
			if no := d.clear(other, d.c.noun()+" with "+field+" "+v); no != nil {
				return no
			}
		}
	}
	return nil
}

// start begins the work that the call starts.
func (d *doing) start(it *Item) {
	t := d.plan(d.c, it, d.call, d.words)
	switch {
	case t == nil:
	case d.call.Action.Wait.Each != nil:
		d.startEach(it, t, d.call.Action.Wait.Each)
	default:
		d.begin(d.c, it, t)
	}
}

// startEach begins the work of every element that the call names.
func (d *doing) startEach(it *Item, t *Track, each *registry.WaitEach) {
	for _, word := range d.words.Add {
		for _, v := range many(get(d.call.Params, word.From)) {
			one := *t
			one.List, one.Key, one.Value = each.Items, each.Key, v
			one.Steps = slices.Clone(t.Steps)
			d.begin(d.c, it, &one)
		}
	}
}

func many(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	if v == nil {
		return nil
	}
	return []any{v}
}
