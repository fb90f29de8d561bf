package brief

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Rest is what a cut left out at one place of a value: the elements of a list from From
// on, the other fields of an object, the other characters of a text.
type Rest struct {
	At    string // dotted place of what was cut, "" for the value itself
	From  int    // how much of it came before: elements, or characters
	Of    int    // how much it has in all; of an object its fields
	Value any    // a list, an object or a text
}

// Cut is value within size bytes of JSON, and what was left out, in order. The cut value
// is JSON of the same kinds: lists and texts lose their ends, objects lose fields. Each
// value is either in the cut value or in one rest, once. value is not changed; it must be
// of JSON kinds.
//
// A size too small for anything gives an empty value of the same kind.
func Cut(value any, size int) (any, []Rest) { return cutAt("", 0, value, size) }

// cutAt is Cut for what stands at a place, behind the first from of it.
func cutAt(at string, from int, value any, size int) (any, []Rest) {
	if Size(value) <= size {
		return value, nil
	}
	switch v := value.(type) {
	case []any:
		return cutList(at, from, v, size)
	case map[string]any:
		return cutObject(at, v, size)
	case string:
		return cutText(at, from, v, size)
	}
	return value, nil // a number is never long
}

// restCost is about what telling of one cut costs beside its place.
const restCost = 40

// smallest is the size under which a part of a value is left out rather than cut.
const smallest = 80

// cutList keeps elements as long as they fit. The first one that does not is cut itself
// if nothing else is kept, or there is a good deal of room; so a list always goes on.
func cutList(at string, from int, list []any, size int) (any, []Rest) {
	kept := []any{}
	left := size - len("[]") - restCost - len(at)
	for i, v := range list {
		n := Size(v) + len(",")
		if n <= left {
			kept, left = append(kept, v), left-n
			continue
		}
		var rests []Rest
		if i == 0 && left > smallest && divisible(v) {
			var part any
			part, rests = cutAt(join(at, strconv.Itoa(from)), 0, v, left)
			kept = append(kept, part)
			i++
		}
		if i < len(list) {
			rests = append(rests, Rest{at, from + i, from + len(list), list[i:]})
		}
		return kept, rests
	}
	return kept, nil
}

func divisible(v any) bool {
	switch v.(type) {
	case []any, map[string]any, string:
		return true
	}
	return false
}

// cutObject keeps the small fields whole and shares what is left among the large ones.
func cutObject(at string, object map[string]any, size int) (any, []Rest) {
	sizes := make(map[string]int, len(object))
	for name, v := range object {
		sizes[name] = Size(v)
	}
	names := slices.Sorted(maps.Keys(object))
	slices.SortStableFunc(names, func(a, b string) int { return sizes[a] - sizes[b] })
	kept, left := map[string]any{}, size-len("{}")-restCost-len(at)
	var rests []Rest
	out := map[string]any{}
	for i, name := range names {
		v := object[name]
		frame := Size(name) + len(":,")
		share := left/(len(names)-i) - frame
		whole := sizes[name]
		switch {
		case whole <= share || whole+frame <= left && i == len(names)-1:
			kept[name], left = v, left-frame-whole
		case share > smallest && divisible(v):
			part, below := cutAt(join(at, name), 0, v, share)
			kept[name], rests = part, append(rests, below...)
			left -= frame + Size(part)
			for _, r := range below {
				left -= restCost + len(r.At)
			}
		default:
			out[name] = v
		}
	}
	if len(out) > 0 {
		rests = append(rests, Rest{at, len(kept), len(object), out})
	}
	return kept, rests
}

func cutText(at string, from int, text string, size int) (any, []Rest) {
	left := max(size-len(`""`)-restCost-len(at), 0)
	end, chars := 0, 0
	for i, r := range text {
		next := i + utf8.RuneLen(r)
		if r == utf8.RuneError {
			next = i + 1
		}
		if left -= Size(text[i:next]) - len(`""`); left < 0 {
			break
		}
		end, chars = next, chars+1
	}
	return text[:end], []Rest{{at, from + chars, from + utf8.RuneCountInString(text), text[end:]}}
}

func join(at, step string) string {
	if at == "" {
		return step
	}
	return at + "." + step
}

// Size is the length of a value as JSON.
func Size(value any) int {
	switch v := value.(type) {
	case nil:
		return len("null")
	case json.Number:
		return len(v)
	case []any:
		n := len("[]") + max(len(v)-1, 0)
		for _, element := range v {
			n += Size(element)
		}
		return n
	case map[string]any:
		n := len("{}") + max(len(v)-1, 0)
		for name, member := range v {
			n += Size(name) + len(":") + Size(member)
		}
		return n
	}
	text, err := JSON(value)
	if err != nil {
		return 0
	}
	return len(text)
}
