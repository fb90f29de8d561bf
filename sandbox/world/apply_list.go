package world

import (
	"slices"
	"strings"

	"github.com/actionctl/connector/schema"
)

// elements are those that the request has for a list.
func (d *doing) elements(word ListWord) []any {
	if len(word.With) > 0 {
		object, _ := clone(word.Also).(map[string]any)
		if object == nil {
			object = map[string]any{}
		}
		for _, name := range sorted(word.With) {
			if v, ok := d.said(word.With[name]); ok {
				object[name] = clone(v)
			}
		}
		return []any{object}
	}
	v, _ := d.said(word.From)
	if word.JSON {
		v, _ = schema.Decode([]byte(text(v))) // text that is no JSON has no elements
	}
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
	elements := d.elements(word)
	if word.Clear {
		list = nil
	} else if len(elements) == 0 {
		return
	}
	for _, e := range elements {
		if word.Join != nil {
			list = join(list, e, word)
			continue
		}
		if i := slices.IndexFunc(list, func(old any) bool { return alike(old, e, keyOf(fields, word)) }); i >= 0 {
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
		list = slices.DeleteFunc(list, func(old any) bool { return alike(old, e, keyOf(fields, word)) })
	}
	put(fields, word.List, list)
}

// keyOf is what identifies the elements of a list.
func keyOf(fields map[string]any, word ListWord) string {
	if field, ok := strings.CutPrefix(word.Key, "$"); ok {
		return text(get(fields, field))
	}
	return word.Key
}

// alike reports whether two elements are one: by the first of the members named that
// both have, or as a whole. A value alone is that of one of the members.
func alike(a, b any, keys string) bool {
	x, isObject := a.(map[string]any)
	if keys == "" || !isObject {
		return equal(a, b)
	}
	y, isObject := b.(map[string]any)
	for _, key := range strings.Split(keys, ",") {
		mine, other := get(x, key), get(y, key)
		switch {
		case !isObject && mine != nil && text(mine) == text(b):
			return true
		case isObject && mine != nil && other != nil:
			return equal(mine, other)
		}
	}
	return false
}
