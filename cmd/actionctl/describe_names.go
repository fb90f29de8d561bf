package main

import (
	"path"
	"slices"

	"github.com/actionctl/connector/registry"
)

// actionsNamed are the actions that names, globs and services stand for, each once, in
// the order given.
func actionsNamed(reg registry.Registry, given []string) ([]string, error) {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, g := range given {
		if _, ok := reg.Lookup(g); ok {
			add(g)
			continue
		}
		if _, err := path.Match(g, ""); err != nil {
			return nil, usagef("%q is no glob; one is such as 'get_*_list'", g)
		}
		found := 0
		for e := range reg.All() {
			if e.Service == g || isGlob(g) && globMatches(g, e.Name) {
				add(e.Name)
				found++
			}
		}
		switch {
		case found > 0:
		case isGlob(g):
			return nil, usagef("no action matches %q; see: actionctl list", g)
		default:
			_, err := reg.Action(g) // says which come near
			return nil, err
		}
	}
	return names, nil
}

// globMatches is for a glob that is one.
func globMatches(glob, name string) bool {
	ok, err := path.Match(glob, name)
	return ok && err == nil
}
