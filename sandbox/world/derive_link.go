package world

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
)

// link works out what kinds have to do with each other and with the waits: the
// parent whose key is the first part of a kind's own, and the states that most waits
// take for success.
func (f Families) link(actions []*registry.Action) {
	waits := map[string][]*registry.Wait{}
	for _, a := range actions {
		if a.Wait != nil {
			if p := f.Parts[a.Wait.Poll]; p.Collection != "" {
				waits[p.Collection] = append(waits[p.Collection], a.Wait)
			}
		}
	}
	for _, name := range sorted(f.Kinds) {
		k := f.Kinds[name]
		words := map[string]any{}
		if k.Words != "" {
			_ = json.Unmarshal([]byte(k.Words), &words) // it was encoded here
		}
		if parent := f.parent(k); parent != "" && words["parent"] == nil {
			words["parent"] = parent
		}
		if ready := f.ready(waits[name]); len(ready) > 0 {
			words["ready"] = ready
		}
		if len(words) > 0 {
			text, _ := json.Marshal(words) // JSON kinds only
			k.Words = string(text)
		}
		f.Kinds[name] = k
	}
}

// parent is the kind whose name begins the name of another, and whose key its key.
// A key that is no longer is that of the one thing that every parent has.
func (f Families) parent(k Kind) string {
	way := strings.Split(k.Name, "/")
	for n := len(way) - 1; n > 0; n-- {
		p, ok := f.Kinds[strings.Join(way[:n], "/")]
		if ok && (len(p.Key) < len(k.Key) || len(p.Key) == len(k.Key) && k.Key[len(k.Key)-1] == "") {
			return p.Name
		}
	}
	return ""
}

// ready are the states that most waits take for success, and the fewest for failure.
func (f Families) ready(waits []*registry.Wait) map[string]any {
	score := map[string]map[string]int{}
	order := map[string][]any{} // as the waits name them
	out := map[string]any{}
	for _, w := range waits {
		if w.Each != nil || w.State == "" {
			continue
		}
		path := f.relative(w.Poll, w.State)
		if score[path] == nil {
			score[path] = map[string]int{}
		}
		for _, s := range w.Success {
			score[path][fmt.Sprint(s)]++
			order[path] = append(order[path], s)
		}
		for _, s := range w.Failure {
			score[path][fmt.Sprint(s)]--
		}
		if r := w.Result; r != nil && len(r.Success) > 0 {
			out[f.relative(w.Poll, r.Path)] = r.Success[0]
		}
	}
	for path, states := range order {
		out[path] = slices.MaxFunc(states, func(a, b any) int {
			return cmp.Compare(score[path][fmt.Sprint(a)], score[path][fmt.Sprint(b)])
		})
	}
	return out
}

// relative is a place in the answer of a get as a place in the item.
func (f Families) relative(action, path string) string {
	at := f.Parts[action].At
	if at == "" || at == "$" {
		return path
	}
	return strings.TrimPrefix(path, at+".")
}
