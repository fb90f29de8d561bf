package waiting

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// elements judges work on several elements: it goes on while one of them does, then it
// failed if one did.
func (j *Judge) elements(answer any, settling bool) Verdict {
	list, _ := at(answer, j.wait.Each.Items).([]any)
	counts := map[string]int{}
	ends := map[string]End{}
	var parts []Part
	worst := Success
	for _, element := range list {
		if !j.counts(element) {
			continue
		}
		state := at(element, j.wait.State)
		end := j.end(state, settling)
		name := cmp.Or(text(state), "no state")
		counts[name]++
		ends[name] = end
		switch {
		case end == Pending, end == Failure && worst == Success:
			worst = end
		}
		parts = append(parts, Part{
			Name: text(at(element, j.wait.Each.Key)), State: text(state), Failed: end == Failure,
			Message: textAt(element, j.wait.Message),
		})
	}
	// An element that is not listed is not there yet, or is gone.
	if settling && (len(parts) == 0 || slices.Contains(j.seen, false)) {
		worst = Pending
	}
	v := Verdict{End: worst, State: countText(counts, ends)}
	if worst != Pending {
		v.Parts = causesFirst(parts)
	}
	return v
}

// counts reports whether an element is one of those that are waited for.
func (j *Judge) counts(element any) bool {
	each := j.wait.Each
	if len(each.Skip) > 0 {
		skip := true
		for path, want := range each.Skip {
			skip = skip && covers(at(element, path), want)
		}
		if skip {
			return false
		}
	}
	if j.among == nil {
		return true
	}
	key := element
	if each.Key != "" {
		key = at(element, each.Key)
	}
	named := false
	for i, want := range j.among {
		if covers(key, want) {
			j.seen[i], named = true, true
		}
	}
	return named
}

// countText tells the one state, or how many elements have which: those that go on
// first, then those that failed.
func countText(counts map[string]int, ends map[string]End) string {
	rank := map[End]int{Pending: 0, Failure: 1, Success: 2}
	states := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank[ends[a]], rank[ends[b]]), cmp.Compare(a, b))
	})
	if len(states) == 1 {
		return states[0]
	}
	texts := make([]string, len(states))
	for i, state := range states {
		texts[i] = fmt.Sprintf("%d %s", counts[state], state)
	}
	return strings.Join(texts, ", ")
}
