package world

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
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
	for field, of := range d.words.Sizes {
		list, _ := get(fields, of).([]any)
		put(fields, field, json.Number(strconv.Itoa(len(list))))
	}
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
