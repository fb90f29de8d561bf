package world

import (
	"slices"
)

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
