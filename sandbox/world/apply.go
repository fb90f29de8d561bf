package world

import (
	"encoding/base64"
	"slices"
	"strings"
)

// apply changes fields as the words of the action say.
func (d *doing) apply(fields map[string]any) {
	putAll(fields, d.words.Set)
	for _, field := range d.words.Unset {
		remove(fields, field)
	}
	for _, field := range sorted(d.words.Copy) {
		if v, ok := d.said(d.words.Copy[field]); ok {
			put(fields, field, clone(v))
		}
	}
	for _, field := range sorted(d.words.Keep) {
		k := d.words.Keep[field]
		if v, ok := get(d.call.Params, k.Text).(string); ok && k.Text != "" {
			put(fields, field, base64.StdEncoding.EncodeToString([]byte(v)))
		} else if v, ok := get(d.call.Params, k.Bytes).(string); ok && k.Bytes != "" {
			put(fields, field, v)
		}
	}
	for _, word := range d.words.Remove {
		d.takeOut(fields, word)
	}
	for _, word := range d.words.Add {
		d.putIn(fields, word)
	}
	d.entry(fields)
	for _, path := range many(get(d.call.Params, d.words.Drop)) {
		if d.words.Drop != "" {
			remove(fields, under(d.words.Into, text(path)))
		}
	}
}

// said is what the request has at a place, without secrets.
func (d *doing) said(path string) (any, bool) {
	at, last, nested := cutLast(path)
	if !nested {
		return lookup(d.call.Params, path)
	}
	return lookup(d.request(at), last)
}

// elements are those that the request has for a list.
func (d *doing) elements(word ListWord) []any {
	if len(word.With) > 0 {
		object := map[string]any{}
		for _, name := range sorted(word.With) {
			if v, ok := d.said(word.With[name]); ok {
				object[name] = clone(v)
			}
		}
		return []any{object}
	}
	v, _ := d.said(word.From)
	var out []any
	for _, e := range many(clone(v)) {
		if word.As != "" {
			e = map[string]any{word.As: e}
		}
		object, _ := e.(map[string]any)
		if word.Take != "" {
			if e = object[word.Take]; e == nil {
				continue
			}
		}
		for _, from := range sorted(word.Nest) {
			if inner, ok := object[from]; ok {
				object[word.Nest[from]] = []any{map[string]any{from: inner}}
				delete(object, from)
			}
		}
		out = append(out, e)
	}
	return out
}

// putIn puts elements into a list, in the place of those that are the same.
func (d *doing) putIn(fields map[string]any, word ListWord) {
	list, _ := get(fields, word.List).([]any)
	if word.Clear {
		list = nil
	}
	for _, e := range d.elements(word) {
		if word.Join != nil {
			list = join(list, e, word)
			continue
		}
		if i := slices.IndexFunc(list, func(old any) bool { return alike(old, e, word.Key) }); i >= 0 {
			list[i] = e
		} else {
			list = append(list, e)
		}
	}
	if list == nil {
		list = []any{}
	}
	put(fields, word.List, list)
}

// takeOut takes elements out of a list.
func (d *doing) takeOut(fields map[string]any, word ListWord) {
	list, ok := get(fields, word.List).([]any)
	if !ok {
		return
	}
	for _, e := range d.elements(word) {
		if word.Join != nil {
			list = part(list, e, word)
			continue
		}
		list = slices.DeleteFunc(list, func(old any) bool { return alike(old, e, word.Key) })
	}
	put(fields, word.List, list)
}

// alike reports whether two elements are one: by the first of the members named that
// both have, or as a whole. A value alone is that of the member.
func alike(a, b any, keys string) bool {
	x, isObject := a.(map[string]any)
	if keys == "" || !isObject {
		return equal(a, b)
	}
	y, isObject := b.(map[string]any)
	for _, key := range strings.Split(keys, ",") {
		if !isObject {
			return equal(x[key], b)
		}
		if x[key] != nil && y[key] != nil {
			return equal(x[key], y[key])
		}
	}
	return false
}

// join adds to the lists of one element.
func join(list []any, e any, word ListWord) []any {
	change, _ := e.(map[string]any)
	i := slices.IndexFunc(list, func(old any) bool { return alike(old, e, word.Key) })
	have := map[string]any{word.Key: change[word.Key]}
	if i >= 0 {
		have, _ = list[i].(map[string]any)
	}
	for to, from := range word.Join {
		members, _ := have[to].([]any)
		for _, v := range many(change[from]) {
			if !contains(members, v) {
				members = append(members, v)
			}
		}
		if len(members) == 0 {
			return list
		}
		have[to] = members
	}
	if i < 0 {
		list = append(list, have)
	}
	return list
}

// part takes from the lists of one element; one that is empty then goes.
func part(list []any, e any, word ListWord) []any {
	change, _ := e.(map[string]any)
	return slices.DeleteFunc(list, func(old any) bool {
		have, ok := old.(map[string]any)
		if !ok || !alike(old, e, word.Key) {
			return false
		}
		empty := true
		for to, from := range word.Join {
			members, _ := have[to].([]any)
			members = slices.DeleteFunc(members, func(v any) bool { return contains(many(change[from]), v) })
			have[to] = members
			empty = empty && len(members) == 0
		}
		return empty
	})
}

// entry sets or removes one entry of a map.
func (d *doing) entry(fields map[string]any) {
	e := d.words.Entry
	if e == nil {
		return
	}
	entries, _ := get(fields, e.Map).(map[string]any)
	if entries == nil {
		entries = map[string]any{}
	}
	name := text(get(d.call.Params, e.Key))
	if e.Value == "" {
		delete(entries, name)
	} else {
		entries[name] = get(d.call.Params, e.Value)
	}
	put(fields, e.Map, entries)
}

// entries are those of a map that a comma-separated text names.
func entries(m map[string]any, names string) map[string]any {
	out := map[string]any{}
	for _, name := range strings.Split(names, ",") {
		if v, ok := m[name]; ok {
			out[name] = v
		} else {
			out[name] = nil
		}
	}
	return out
}

// operate carries out SCIM operations on an item.
func operate(it *Item, request map[string]any) {
	for _, e := range many(request["Operations"]) {
		op, _ := e.(map[string]any)
		path, _ := op["path"].(string)
		switch value := op["value"]; {
		case text(op["op"]) == "remove":
			name, _, _ := strings.Cut(path, "[")
			remove(it.Fields, name)
		case path != "":
			if list, ok := get(it.Fields, path).([]any); ok && text(op["op"]) == "add" {
				value = append(append([]any(nil), list...), many(value)...)
			}
			put(it.Fields, path, value)
		default:
			object, _ := value.(map[string]any)
			merge(it.Fields, object)
		}
	}
}
