package registry

import (
	"slices"
	"strings"
)

// ListOf finds the action that lists what a works on: its clusters, for one that
// starts a cluster. Where a makes a new one, or nothing lists them, it is what lists
// the things that names, the parameters of the call, point at: warehouses, for
// warehouse_id.
func (r Registry) ListOf(a *Action, names []string) (*Action, bool) {
	family, itself := r.familyList(a)
	if family != nil && !itself {
		return family, true
	}
	for _, name := range slices.Sorted(slices.Values(names)) {
		if list := r.listOfThing(name, a); list != nil {
			return list, true
		}
	}
	return family, family != nil
}

// GetOf finds the action that shows one of what a works on.
func (r Registry) GetOf(a *Action) (*Action, bool) {
	path := segments(a.Path)
	found := r.longest(a, func(e Entry) []string {
		s := segments(e.Path)
		n := len(s) - 1
		if e.Method != "GET" || e.Safety != Read || n < 1 || s[n] != "get" && s[n] != variable {
			return nil
		}
		if s[n] == variable {
			n++ // it is the thing itself
		}
		return s[:min(n, len(s))]
	}, path, func(found *Action) bool { return !isList(found) })
	return found, found != nil && found.Name != a.Name
}

// variable stands for any {name} of a path.
const variable = "{}"

// segments are those of a path template.
func segments(path string) []string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "{") {
			parts[i] = variable
		}
	}
	return parts
}

// listStem is the path of a collection, for an entry that may list it.
func listStem(e Entry) []string {
	s := segments(e.Path)
	last := s[len(s)-1]
	switch {
	case e.Safety != Read || last == variable:
		return nil
	case e.Method == "GET" && last == "list", last == "search":
		return s[:len(s)-1]
	case e.Method == "GET":
		return s
	}
	return nil
}

// shortestStem is an API, its version and a word.
const shortestStem = 3

// familyList is the list whose collection the action's path is in; itself tells that
// the path is that of the collection, as where something is created.
func (r Registry) familyList(a *Action) (list *Action, itself bool) {
	path := segments(a.Path)
	list = r.longest(a, listStem, path, isList)
	if list == nil {
		return nil, false
	}
	stem := listStem(EntryOf(list))
	return list, len(stem) == len(path)
}

func isList(a *Action) bool { return a.Paginate != nil && a.Paginate.Items != "" }

// longest is the action whose stem is the longest beginning of path. Current ones go
// before deprecated ones, plain paths before longer ones.
func (r Registry) longest(a *Action, stemOf func(Entry) []string, path []string, fits func(*Action) bool) *Action {
	type candidate struct {
		Entry
		stem int
	}
	var found []candidate
	for e := range r.All() {
		stem := stemOf(e)
		if len(stem) >= shortestStem && len(stem) <= len(path) && slices.Equal(stem, path[:len(stem)]) && e.Name != a.Name {
			found = append(found, candidate{e, len(stem)})
		}
	}
	slices.SortStableFunc(found, func(x, y candidate) int {
		if x.stem != y.stem {
			return y.stem - x.stem
		}
		if x.Has("deprecated") != y.Has("deprecated") && x.Has("deprecated") {
			return 1
		}
		return len(x.Path) - len(y.Path)
	})
	for _, c := range found {
		if action, err := r.Action(c.Name); err == nil && fits(action) {
			return action
		}
	}
	return nil
}

// listOfThing is what lists the things that a parameter names by its last word but one,
// such as warehouses for warehouse_id.
func (r Registry) listOfThing(parameter string, a *Action) *Action {
	thing, kind, ok := cutLast(parameter, "_")
	if !ok || kind != "id" && kind != "name" {
		return nil
	}
	var best *Action
	for e := range r.All() {
		stem := listStem(e)
		if len(stem) != shortestStem && len(stem) != shortestStem+1 || e.Has("deprecated") || e.Name == a.Name {
			continue
		}
		if singular(strings.ReplaceAll(stem[len(stem)-1], "-", "_")) != thing {
			continue
		}
		action, err := r.Action(e.Name)
		if err != nil || !isList(action) {
			continue
		}
		if best == nil || nearer(action, best, a.Service) {
			best = action
		}
	}
	return best
}

// nearer tells whether a list is the likelier one: that of the service, or the plainer.
func nearer(list, than *Action, service string) bool {
	if own := list.Service == service; own != (than.Service == service) {
		return own
	}
	return len(list.Path) < len(than.Path)
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
