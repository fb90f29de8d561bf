package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/actionctl/connector/internal/missing"
	"github.com/actionctl/connector/internal/skeleton"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/registry"
)

// question is what a person reads: the name, what it takes, what it means, and what
// there is to choose from.
func (p *prompt) question(v *missing.Value) string {
	kind := skeleton.Kind(p.in.types, v.Doc)
	choices := choicesOfValue(v)
	switch {
	case v.Raw:
		kind = "text, or @FILE"
	case len(choices) > 0:
		kind = "a number or a value of these"
	case v.Doc["type"] == "array", v.Doc["type"] == "object", v.Doc["type"] == nil:
		kind += ", as JSON or YAML, or @FILE"
	case v.Doc["format"] == "byte":
		kind += ", or @FILE of which it is made"
	}
	if v.Secret {
		kind += "; it is not shown"
	}
	if d := v.Doc["default"]; d != nil {
		kind += fmt.Sprintf("; %v if you press Enter", d)
	}
	lines := []string{strings.Join(v.Steps, ".") + " (" + kind + ")"}
	width := terminal.ScreenOf(p.Err, p.Getenv).Width() - 4
	for _, line := range skeleton.Wrap(v.Text, min(max(width, 20), 90)) {
		lines = append(lines, "  "+line)
	}
	for i, c := range choices {
		lines = append(lines, fmt.Sprintf("  %*d  %v", len(strconv.Itoa(len(choices))), i+1, c))
	}
	return strings.Join(lines, "\n")
}

// choicesOfValue are the values there are, where they are counted.
func choicesOfValue(v *missing.Value) []any {
	if enum, ok := v.Doc["enum"].([]any); ok {
		return enum
	}
	if v.Doc["type"] == "boolean" {
		return []any{true, false}
	}
	return nil
}

// shown is a word of the command line without the secrets in it.
func (w *written) shown(word string, o *runOptions) string {
	switch {
	case slices.Contains(o.args, word) && w.hides(splitName(argumentName(word))):
		return argumentName(word) + "=…"
	case word == o.params && word != "-" && !strings.HasPrefix(word, "@") && w.hides(nil):
		return "…"
	case word == o.data && word != "-" && !strings.HasPrefix(word, "@") && w.hides([]string{registry.BodyParam}):
		return "…"
	}
	for _, flag := range []string{"--params=", "--data="} {
		if value, ok := strings.CutPrefix(word, flag); ok && w.shown(value, o) != value {
			return flag + "…"
		}
	}
	return word
}

// withoutRaw is params without the bytes of a raw body.
func withoutRaw(action *registry.Action, params map[string]any) map[string]any {
	if action.Body == nil || action.Body.IsJSON() || params[registry.BodyParam] == nil {
		return params
	}
	params = maps.Clone(params)
	params[registry.BodyParam] = ""
	return params
}
