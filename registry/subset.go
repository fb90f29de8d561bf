package registry

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/actionctl/connector/internal/spelling"
)

// Only keeps the actions whose name one of the globs matches. Globs are those of
// path.Match; a malformed one matches nothing.
func (r Registry) Only(globs ...string) Registry {
	return r.filter(func(name string) bool { return matchesAny(globs, name) })
}

// Without drops the actions whose name one of the globs matches.
func (r Registry) Without(globs ...string) Registry {
	return r.filter(func(name string) bool { return !matchesAny(globs, name) })
}

func matchesAny(globs []string, name string) bool {
	return slices.ContainsFunc(globs, func(glob string) bool {
		ok, err := path.Match(glob, name)
		return ok && err == nil
	})
}

func (r Registry) filter(keep func(name string) bool) Registry {
	layers := make([]layer, 0, len(r.layers))
	for _, l := range r.layers {
		l.index, l.found = filterIndex(l.index, keep), new(sync.Map)
		layers = append(layers, l)
	}
	return withLayers("", layers...)
}

func filterIndex(index string, keep func(name string) bool) string {
	var b strings.Builder
	for line := range indexLines(index) {
		if keep(lineName(line)) {
			b.WriteString(line)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// With lays other on top. An action of other whose name is taken must say
// "replaces: true", and one that says so must find something to replace; anything
// else is an error that lists every clash, and nothing is added.
func (r Registry) With(other Registry) (Registry, error) {
	var clashes []string
	replaced := map[string]bool{}
	for e := range other.All() {
		_, taken := r.Lookup(e.Name)
		switch {
		case taken && !e.Has("replaces"):
			clashes = append(clashes, fmt.Sprintf("%s: an action of this name exists; say replaces: true to stand in for it", e.Name))
		case !taken && e.Has("replaces"):
			clashes = append(clashes, fmt.Sprintf("%s: replaces an action that does not exist%s", e.Name, spelling.DidYouMean(e.Name, r.Names())))
		}
		replaced[e.Name] = taken
	}
	if len(clashes) > 0 {
		return r, fmt.Errorf("cannot add actions:\n%s", strings.Join(clashes, "\n"))
	}
	out := r.filter(func(name string) bool { return !replaced[name] })
	return withLayers("", append(out.layers, other.layers...)...), nil
}
