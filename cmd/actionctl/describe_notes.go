package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// notes tells how the action pages, waits and repeats.
func (p *page) notes(d *connector.Description) {
	var lines []string
	if i := d.Idempotency; i != nil && i.Token != "" {
		lines = append(lines, fmt.Sprintf("A repeated call is recognised by %s.", i.Token))
	}
	if f := d.FailsWhen; f != nil {
		lines = append(lines, fmt.Sprintf("An answer with %s %s is a failure, whatever its status.", f.Path, strings.Join(f.Values, " or ")))
	}
	if g := d.Paginate; g != nil && g.Send != "" {
		lines = append(lines, fmt.Sprintf("Pages: the next one is asked for with %s.", g.Send))
	}
	if w := d.Wait; w != nil {
		end := joinValues(w.Success)
		if w.State == "" {
			end = "it is gone"
		}
		lines = append(lines, fmt.Sprintf("Starts work; poll %s until %s.", w.Poll, strings.TrimSpace(w.State+" "+end)))
	}
	if len(lines) == 0 {
		return
	}
	p.WriteString("\nNotes\n")
	for _, line := range lines {
		p.wrap(line, "  ")
	}
}

// exampleCommand is a command line with every required parameter.
func exampleCommand(types *schema.Types, d *connector.Description) string {
	parts := []string{"actionctl run " + d.Name}
	for _, param := range d.Params {
		if param.Required {
			// in full: an object without fields has no form in a query
			parts = append(parts, exampleArgument(param.Name, types.Example(param.Schema, param.Name, true)))
		}
	}
	if b := d.Body; b != nil && b.Content != registry.JSONContent {
		parts = append(parts, "data=@FILE")
	} else if b != nil {
		properties, _ := b.Schema["properties"].(map[string]any)
		required, _ := b.Schema["required"].([]any)
		for _, name := range requiredFirst(properties, required) {
			if slices.Contains(required, any(name)) {
				doc, _ := properties[name].(map[string]any)
				parts = append(parts, exampleArgument("data."+name, types.Example(doc, name, false)))
			}
		}
		if len(required) == 0 && b.Required {
			parts = append(parts, "--data '{}'")
		}
	}
	return strings.Join(parts, " ")
}

// exampleArgument writes one value the way a shell takes it.
func exampleArgument(name string, v any) string {
	switch v := v.(type) {
	case string:
		return name + "=" + quoteShell(v)
	case map[string]any, []any:
		text, err := json.Marshal(v)
		if err != nil {
			return name + ":={}"
		}
		return name + ":=" + quoteShell(string(text))
	}
	return fmt.Sprintf("%s=%v", name, v)
}

func quoteShell(s string) string {
	if strings.ContainsAny(s, " \t\n'\"\\{}[]()<>|&;*?$`!#~") || s == "" {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}
