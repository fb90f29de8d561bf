package completion

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// place is a parameter or a field that an argument can name.
type place struct {
	Candidate
	required   bool
	deprecated bool
}

// names are the places that begin with typed: parameters and the fields of the body, and
// below an object that was typed its fields. What is required comes first.
func (a Arguments) names(typed string) Candidates {
	parent := ""
	if i := strings.LastIndexByte(typed, '.'); i >= 0 {
		parent = typed[:i]
	}
	places := a.parameters
	if parent != "" {
		places = func() []place { return a.fields(parent+".", a.document(strings.Split(parent, "."))) }
	}
	found := slices.DeleteFunc(places(), func(p place) bool { return !strings.HasPrefix(p.Word, typed) })
	slices.SortStableFunc(found, func(x, y place) int { return cmp.Compare(x.rank(), y.rank()) })
	out := Candidates{Open: true}
	for _, p := range found {
		out.Words = append(out.Words, p.Candidate)
	}
	return out
}

func (p place) rank() int {
	switch {
	case p.required:
		return 0
	case p.deprecated:
		return 2
	}
	return 1
}

// parameters are those at the top with the fields of the body.
func (a Arguments) parameters() []place {
	var places []place
	for _, param := range a.Action.Params {
		places = append(places, a.place(param.Name, schema.Document(param.Schema), param.Required)...)
	}
	body := a.Action.Body
	if body == nil {
		return places
	}
	doc := a.document([]string{registry.BodyParam})
	if properties, _ := doc["properties"].(map[string]any); len(properties) > 0 {
		return append(places, a.fields(registry.BodyParam+".", doc)...)
	}
	return append(places, a.place(registry.BodyParam, schema.Document(body.Schema), body.Required)...)
}

// fields are the fields of an object, or the next place in a list.
func (a Arguments) fields(prefix string, doc schema.Document) []place {
	if doc["type"] == "array" {
		items, _ := a.Types.Child(doc, "0")
		word := prefix + strconv.Itoa(a.next(prefix)) + a.ending(a.Types.Resolve(items))
		return []place{{Candidate: Candidate{word, "the next place in the list"}}}
	}
	properties, _ := doc["properties"].(map[string]any)
	required, _ := doc["required"].([]any)
	var places []place
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		inner, _ := properties[name].(map[string]any)
		if strings.Contains(name, ".") {
			continue
		}
		places = append(places, a.place(prefix+name, inner, slices.Contains(required, any(name)))...)
	}
	return places
}

// place is the place called name, with what goes on behind its name; none where an
// argument has set it.
func (a Arguments) place(name string, doc schema.Document, required bool) []place {
	resolved := a.Types.Resolve(doc)
	ending := a.ending(resolved)
	if a.isGiven(name, resolved["type"] == "array") {
		return nil
	}
	text, _ := doc["description"].(string)
	if text == "" {
		text, _ = resolved["description"].(string)
	}
	if text == "" {
		text, _ = resolved["type"].(string)
	}
	if required {
		text = "required: " + text
	}
	deprecated := doc["deprecated"] == true || resolved["deprecated"] == true
	return []place{{Candidate{name + ending, help(text)}, required, deprecated}}
}

// ending is what goes behind a name: fields, a place in a list, or a value.
func (a Arguments) ending(doc schema.Document) string {
	if doc["type"] == "object" || doc["properties"] != nil {
		if doc["properties"] != nil || doc["additionalProperties"] != nil {
			return "."
		}
		return ":="
	}
	if doc["type"] == "array" {
		items, _ := a.Types.Child(doc, "0")
		if item := a.Types.Resolve(items); item["type"] == "object" || item["type"] == "array" {
			return "."
		}
	}
	return "="
}

// isGiven tells whether an argument has set the place or one that it lies in. A list
// takes more.
func (a Arguments) isGiven(name string, isList bool) bool {
	return slices.ContainsFunc(a.Given, func(arg string) bool {
		given, value, _ := strings.Cut(arg, "=")
		given, whole := strings.CutSuffix(given, ":")
		if given == name {
			return !isList || whole || strings.HasPrefix(value, "@")
		}
		return strings.HasPrefix(name, given+".")
	})
}

// next is the first place of a list that no argument names.
func (a Arguments) next(prefix string) int {
	n := 0
	for _, arg := range a.Given {
		rest, ok := strings.CutPrefix(arg, prefix)
		if !ok {
			continue
		}
		digits := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
		if i, err := strconv.Atoi(digits); err == nil {
			n = max(n, i+1)
		}
	}
	return n
}
