package sandbox

import "slices"

// split cuts the arrays of one object: every page has the next piece of each. An
// array that takes the place of another (merge_instead) leaves the other whole
// beside its pieces and takes it away where it is through.
func (w *window) split() (any, *refusal) {
	size, no := w.size(0)
	if no != nil {
		return nil, no
	}
	arrays, longest := w.arrays()
	from, no := w.from(longest, size, false)
	if no != nil {
		return nil, no
	}
	instead := map[string]string{}
	for by, other := range w.p.MergeInstead {
		if len(arrays[by]) > 0 {
			instead[other] = by
		}
	}
	page := w.cutAt(make([]any, longest), from, size, false)
	pieces := map[string][]any{}
	for path, items := range arrays {
		pieces[path] = piece(items, from.skip, page.next.skip)
	}
	for path, items := range pieces {
		if by, ok := instead[path]; ok {
			if items = arrays[path]; len(pieces[by]) == 0 {
				items = []any{}
			}
		}
		w.put(path, items)
	}
	w.chain(page)
	return w.whole, nil
}

// arrays are those that the object has of the ones that are split, and the length
// of the longest that is.
func (w *window) arrays() (arrays map[string][]any, longest int) {
	paths := slices.Clone(w.p.Merge)
	for by := range w.p.MergeInstead {
		paths = append(paths, by)
	}
	arrays = map[string][]any{}
	for _, path := range paths {
		v, _ := valueAt(w.whole, dotted(path))
		if items, ok := v.([]any); ok {
			arrays[path] = items
		}
	}
	for path, items := range arrays {
		if !w.isReplaced(path, arrays) {
			longest = max(longest, len(items))
		}
	}
	return arrays, longest
}

func (w *window) isReplaced(path string, arrays map[string][]any) bool {
	for by, other := range w.p.MergeInstead {
		if other == path && len(arrays[by]) > 0 {
			return true
		}
	}
	return false
}

func piece(items []any, from, to int) []any {
	from = min(from, len(items))
	return append([]any{}, items[from:min(max(to, from), len(items))]...)
}
