package world

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/actionctl/connector/internal/dotted"
)

// lookup follows a dotted path through objects and lists.
func lookup(v any, path string) (any, bool) {
	for _, step := range steps(path) {
		var ok bool
		if v, ok = dotted.Member(v, step); !ok {
			return nil, false
		}
	}
	return v, true
}

// get is lookup for values that may be missing.
func get(v any, path string) any {
	found, _ := lookup(v, path)
	return found
}

// put sets the place of a dotted path, and makes the objects on the way. It makes no
// elements of lists.
func put(object map[string]any, path string, v any) {
	way := steps(path)
	if len(way) == 0 {
		return
	}
	for i, step := range way[:len(way)-1] {
		if list, ok := object[step].([]any); ok {
			if element, ok := get(list, way[i+1]).(map[string]any); ok {
				put(element, strings.Join(way[i+2:], "."), v)
			}
			return
		}
		next, ok := object[step].(map[string]any)
		if !ok {
			next = map[string]any{}
			object[step] = next
		}
		object = next
	}
	object[way[len(way)-1]] = v
}

// remove takes the member at a dotted path away.
func remove(object map[string]any, path string) {
	way := steps(path)
	if len(way) == 0 {
		return
	}
	parent, _ := get(object, strings.Join(way[:len(way)-1], ".")).(map[string]any)
	delete(parent, way[len(way)-1])
}

// putAll sets many places, in the order of their names.
func putAll(object map[string]any, values map[string]any) {
	for _, path := range sorted(values) {
		put(object, path, clone(values[path]))
	}
}

func clone(v any) any { return dotted.Clone(v) }

// merge puts the members of one object into another: objects member by member,
// anything else as a whole. Null takes a member away.
func merge(into, from map[string]any) {
	for name, v := range from {
		inner, isObject := v.(map[string]any)
		have, hasObject := into[name].(map[string]any)
		switch {
		case v == nil:
			delete(into, name)
		case isObject && hasObject:
			merge(have, inner)
		default:
			into[name] = clone(v)
		}
	}
}

// text is a value as part of a key.
func text(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// equal compares values as the wire has them: 1 and "1" differ, 1 and json.Number 1
// do not.
func equal(a, b any) bool { return reflect.DeepEqual(plain(a), plain(b)) }

func plain(v any) any {
	switch v := v.(type) {
	case int:
		return json.Number(strconv.Itoa(v))
	case int64:
		return json.Number(strconv.FormatInt(v, 10))
	case float64:
		return json.Number(strconv.FormatFloat(v, 'g', -1, 64))
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			out[name] = plain(member)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = plain(element)
		}
		return out
	}
	return v
}

func sorted[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
