package world

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

//go:generate go test -run TestTables -update .

// The tables are what Derive makes of the built-in actions, with the declarations of
// additions.yaml put in; a test makes them and holds them to it.
var (
	//go:embed families.tsv
	familyLines string
	//go:embed kinds.tsv
	kindLines string
)

// Builtin are the families of the actions that come with the module. Treat them as
// read-only.
func Builtin() Families { return builtin() }

// builtin reads the tables once.
var builtin = sync.OnceValue(func() Families {
	f := Families{map[string]Part{}, map[string]Kind{}}
	for line := range strings.Lines(familyLines) {
		p := parsePart(strings.TrimSuffix(line, "\n"))
		f.Parts[p.Action] = p
	}
	for line := range strings.Lines(kindLines) {
		k := parseKind(strings.TrimSuffix(line, "\n"))
		f.Kinds[k.Name] = k
	}
	return f
})

// familiesOf are the families of the actions of a registry. Those that come with the
// module stand in the tables; the others are read and worked out.
func familiesOf(reg registry.Registry, types *schema.Types) Families {
	known := builtin()
	var own []*registry.Action
	for e := range reg.All() {
		if _, ok := known.Parts[e.Name]; !ok || e.Has("replaces") {
			if a, err := reg.Action(e.Name); err == nil { // a broken one tells of itself when it is called
				own = append(own, a)
			}
		}
	}
	if len(own) == 0 {
		return known
	}
	derived := Derive(own, types)
	for name, p := range known.Parts {
		if _, ok := derived.Parts[name]; !ok {
			derived.Parts[name] = p
		}
	}
	for name, k := range known.Kinds {
		derived.Kinds[name] = k
	}
	derived.link(own)
	return derived
}
