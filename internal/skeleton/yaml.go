package skeleton

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// YAML is the skeleton as YAML, below the lines of heading as comments.
func YAML(action *registry.Action, types *schema.Types, o Options, heading []string) string {
	w := yamlWriter{o}
	var lines []string
	for _, line := range heading {
		lines = append(lines, strings.TrimRight("# "+line, " "))
	}
	body := w.fields(tree(action, types, o).below)
	if len(body) == 0 {
		body = []string{"{}"}
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return strings.Join(append(lines, body...), "\n") + "\n"
}

// yamlWriter turns fields into lines.
type yamlWriter struct{ o Options }

func (w yamlWriter) fields(fields []*field) []string {
	var lines []string
	for _, f := range fields {
		lines = append(lines, w.comments(f)...)
		body := w.field(f)
		if !f.live(w.o) {
			body = comment(body)
		}
		lines = append(lines, body...)
	}
	return lines
}

// field is the line of a field with what is inside of it.
func (w yamlWriter) field(f *field) []string {
	key := yamlKey(f.name) + ":"
	switch {
	case f.filled:
		return entry(key, block(f.value), w.note(f))
	case len(f.below) == 0:
		return entry(key, []string{""}, w.note(f))
	}
	inner := w.fields(f.below)
	if f.isList {
		inner = w.element(f, inner)
	}
	return entry(key, append([]string{""}, inner...), w.note(f))
}

// empty tells that nothing below a field stands there.
func (w yamlWriter) empty(f *field) bool {
	return !slices.ContainsFunc(f.below, func(c *field) bool { return c.live(w.o) })
}

// element is the first element of a list. Where all of it is commented out, so is its
// dash.
func (w yamlWriter) element(f *field, inner []string) []string {
	dash := "-"
	if w.empty(f) {
		dash = "#-"
	}
	return append([]string{dash}, indent(inner, "  ")...)
}

// note is the comment behind a field.
func (w yamlWriter) note(f *field) string {
	words := f.kind
	if f.required {
		words = "required, " + words
	}
	switch {
	case f.hidden:
		words += ", a secret, was given: leave it empty to keep it"
	case f.secret:
		words += ", a secret"
	}
	if choice := choices(f.enum); choice != "" && len(choice) <= maxChoice {
		words += ": " + choice
	}
	if f.folded {
		words += ", folded"
	}
	if f.required && !f.filled && f.free && w.empty(f) {
		words += "; " + map[bool]string{true: "[]", false: "{}"}[f.isList] + " for none"
	}
	return "  # " + words
}

// comments are the lines above a field.
func (w yamlWriter) comments(f *field) []string {
	var lines []string
	for _, line := range Wrap(shorten(f.text), textWidth) {
		lines = append(lines, "# "+line)
	}
	if choice := choices(f.enum); len(choice) > maxChoice {
		for _, line := range Wrap("One of "+choice+".", textWidth) {
			lines = append(lines, "# "+line)
		}
	}
	return lines
}

func choices(enum []any) string {
	words := make([]string, len(enum))
	for i, v := range enum {
		words[i] = fmt.Sprint(v)
	}
	return strings.Join(words, ", ")
}

// comment takes lines out of the text, so that taking one # away puts them in again.
func comment(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = "#" + line
	}
	return out
}

// JSON is the skeleton as JSON, which has no comments: empty places are null.
func JSON(action *registry.Action, types *schema.Types, o Options) (string, error) {
	text, err := json.MarshalIndent(jsonValue(tree(action, types, o), o), "", "  ")
	return string(text) + "\n", err
}

func jsonValue(f *field, o Options) any {
	if f.filled {
		return f.value
	}
	if len(f.below) == 0 && f.kind != "object" {
		return nil
	}
	object := map[string]any{}
	for _, c := range f.below {
		if c.live(o) {
			object[c.name] = jsonValue(c, o)
		}
	}
	if f.isList {
		return []any{object}
	}
	return object
}
