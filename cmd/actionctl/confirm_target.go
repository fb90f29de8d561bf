package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// Bounds of a question.
const (
	longestWord  = 64 // that anyone is made to type
	longestParam = 76
	mostParams   = 6
)

// target is what a person names to confirm a destructive action: the last part of its
// path that a parameter fills, else what its body needs. It is empty where that is no
// short text.
func target(types *schema.Types, action *registry.Action, params map[string]any) string {
	for _, p := range slices.Backward(action.Params) {
		if p.In == registry.InPath {
			return typable(params[p.Name])
		}
	}
	for _, p := range action.Params {
		if p.Required {
			return typable(params[p.Name])
		}
	}
	body, _ := params[registry.BodyParam].(map[string]any)
	if action.Body == nil {
		return ""
	}
	required, _ := types.Resolve(schema.Document(action.Body.Schema))["required"].([]any)
	for _, name := range required {
		if word := typable(body[fmt.Sprint(name)]); word != "" {
			return word
		}
	}
	return ""
}

// typable is a value that can be typed as it is shown, or "".
func typable(v any) string {
	switch v.(type) {
	case nil, map[string]any, []any:
		return ""
	}
	word := fmt.Sprint(v)
	if word != strings.TrimSpace(word) || terminal.Line(word) != word || terminal.Cells(word) > longestWord || strings.Contains(word, schema.Redacted) {
		return ""
	}
	return word
}

// shownParams are the parameters as arguments, shortened.
func shownParams(action *registry.Action, params map[string]any) []string {
	var lines []string
	add := func(name string, v any) {
		lines = append(lines, terminal.Cut(manual.Argument(name, v), longestParam))
	}
	for _, p := range action.Params {
		if v, ok := params[p.Name]; ok {
			add(p.Name, v)
		}
	}
	body, _ := params[registry.BodyParam].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(body)) {
		add(registry.BodyParam+"."+name, body[name])
	}
	if len(lines) > mostParams {
		lines = append(lines[:mostParams], fmt.Sprintf("… and %d more", len(lines)-mostParams))
	}
	return lines
}

// readLine reads what a person types. An interrupt ends it; the end of the input is an
// empty line.
func (a *app) readLine(ctx context.Context) (string, error) {
	text, err := terminal.ReadLine(ctx, a.In)
	if ctx.Err() != nil {
		_, _ = io.WriteString(a.Err, "\n")
		return "", context.Cause(ctx)
	}
	_, _ = fmt.Fprintln(a.live.Above(io.Discard)) // whoever typed has ended the line
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return text, err
}
