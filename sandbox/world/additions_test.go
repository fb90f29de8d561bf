package world

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

//go:embed additions.yaml
var additions []byte

// addition is what is declared of a kind or a part: some of the columns of its
// line, and words.
type addition map[string]any

// withAdditions derives the families of the built-in actions and puts the declared
// additions in. The tables that come with the package are made of it.
func withAdditions(actions []*registry.Action, types *schema.Types) (Families, error) {
	var declared struct{ Kinds, Parts map[string]addition }
	if err := yaml.Unmarshal(additions, &declared); err != nil {
		return Families{}, err
	}
	f := Derive(actions, types)
	var problems []error
	for _, name := range sorted(declared.Kinds) {
		k := f.Kinds[name]
		k.Name = name
		problems = append(problems, declared.Kinds[name].kind(&k))
		f.Kinds[name] = k
	}
	byName := slices.SortedFunc(maps.Keys(declared.Parts), func(a, b string) int {
		return strings.Compare(strings.ReplaceAll(a, "*", "!"), strings.ReplaceAll(b, "*", "!")) // patterns come first
	})
	for _, pattern := range byName {
		used := false
		for _, name := range sorted(f.Parts) {
			if ok, _ := path.Match(pattern, name); ok {
				p := f.Parts[name]
				problems = append(problems, declared.Parts[pattern].part(&p))
				f.Parts[name], used = p, true
			}
		}
		if !used {
			problems = append(problems, fmt.Errorf("additions: no action is called %s", pattern))
		}
	}
	for name := range f.Kinds {
		if !f.used(name) {
			delete(f.Kinds, name)
		}
	}
	f.link(actions)
	return f, errors.Join(problems...)
}

// used reports whether an action has to do with a kind.
func (f Families) used(kind string) bool {
	for _, p := range f.Parts {
		if p.Collection == kind {
			return true
		}
	}
	return false
}

func (a addition) kind(k *Kind) error {
	a = maps.Clone(a)
	a.text("type", &k.Type)
	a.text("at", &k.At)
	a.list("key", &k.Key)
	err := a.words(&k.Words, new(KindWords))
	if err != nil {
		return fmt.Errorf("additions: kind %s: %w", k.Name, err)
	}
	return nil
}

func (a addition) part(p *Part) error {
	a = maps.Clone(a)
	role := string(p.Role)
	a.text("role", &role)
	p.Role = Role(role)
	a.text("collection", &p.Collection)
	a.text("from", &p.From)
	a.text("at", &p.At)
	a.list("key", &p.Key)
	if p.Role == None {
		*p = Part{Action: p.Action, Role: None}
		return nil
	}
	if err := a.words(&p.Words, new(PartWords)); err != nil {
		return fmt.Errorf("additions: action %s: %w", p.Action, err)
	}
	return nil
}

// text takes a column out of an addition.
func (a addition) text(name string, dst *string) {
	if v, ok := a[name].(string); ok {
		*dst = v
		delete(a, name)
	}
}

func (a addition) list(name string, dst *[]string) {
	if v, ok := a[name].([]any); ok {
		*dst = nil
		for _, element := range v {
			*dst = append(*dst, fmt.Sprint(element))
		}
		delete(a, name)
	}
}

// words merges the rest of an addition into words, which known must be able to hold.
func (a addition) words(words *string, known any) error {
	all := map[string]any{}
	if *words != "" {
		if err := json.Unmarshal([]byte(*words), &all); err != nil {
			return err
		}
	}
	maps.Copy(all, a)
	if len(all) == 0 {
		return nil
	}
	text, err := json.Marshal(jsonKeys(all))
	if err != nil {
		return err
	}
	dec := json.NewDecoder(strings.NewReader(string(text)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(known); err != nil {
		return err
	}
	*words = string(text)
	return nil
}

// jsonKeys makes the keys of YAML mappings text, which true and false are not.
func jsonKeys(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, member := range v {
			out[k] = jsonKeys(member)
		}
		return out
	case map[any]any:
		out := map[string]any{}
		for k, member := range v {
			out[fmt.Sprint(k)] = jsonKeys(member)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = jsonKeys(element)
		}
		return out
	}
	return v
}
