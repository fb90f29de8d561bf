package paging

import (
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// object is the part of a merged object that one page holds. begins is whether the
// page is the first: a later one repeats the arrays that others take the place of,
// and these are left out.
func (w *Walk) object(answer any, begins bool) (map[string]any, error) {
	p := w.action.Paginate
	part, isObject := answer.(map[string]any)
	if !isObject {
		return nil, unexpected("$", "is %s where an object was expected", kindOf(answer))
	}
	for _, path := range arrays(p) {
		if v, _ := dotted.At(part, path); v != nil {
			if _, isList := v.([]any); !isList {
				return nil, unexpected(path, "is %s where a list was expected", kindOf(v))
			}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(p.MergeInstead)) {
		if w.instead = w.instead || len(list(part, path)) > 0; w.instead && !begins {
			part = without(part, p.MergeInstead[path])
		}
	}
	return part, nil
}

// Join puts the next part of an object that is split over pages behind what was read
// of it: arrays follow each other, what tells whether more follows is that of the
// last page, the rest stays. Neither argument is changed, but whole is not to be used
// any more.
func Join(p *registry.Paginate, whole, part map[string]any) map[string]any {
	if whole == nil {
		whole = part
		for _, path := range arrays(p) { // what grows is a copy
			if have := list(part, path); have != nil {
				whole = dotted.With(whole, path, slices.Clone(have))
			}
		}
		return whole
	}
	for _, path := range arrays(p) {
		if more := list(part, path); len(more) > 0 {
			whole = dotted.With(whole, path, append(list(whole, path), more...))
		}
	}
	for _, path := range []string{p.Read, p.ReadElse, p.More} {
		if path == "" {
			continue
		}
		if v, ok := dotted.At(part, path); ok {
			whole = dotted.With(whole, path, v)
		} else {
			whole = without(whole, path)
		}
	}
	return whole
}

// arrays are the paths of all arrays that may be split.
func arrays(p *registry.Paginate) []string {
	return slices.Concat(p.Merge, slices.Sorted(maps.Keys(p.MergeInstead)))
}

func list(object map[string]any, path string) []any {
	v, _ := dotted.At(object, path)
	l, _ := v.([]any)
	return l
}

// without is object without what is at path; object is not changed.
func without(object map[string]any, path string) map[string]any {
	if _, ok := dotted.At(object, path); !ok {
		return object
	}
	name, rest, deeper := strings.Cut(path, ".")
	out := maps.Clone(object)
	if inner, isObject := object[name].(map[string]any); deeper && isObject {
		out[name] = without(inner, rest)
	} else if !deeper {
		delete(out, name)
	}
	return out
}
