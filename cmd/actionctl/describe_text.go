package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// textWidth is where describe breaks lines.
const textWidth = 90

// page writes the description of an action for people.
type page struct {
	strings.Builder
	types *schema.Types
}

func describeText(w io.Writer, c *connector.Connector, d *connector.Description) error {
	p := &page{types: c.Types()}
	fmt.Fprintf(p, "%s\n\n", d.Name)
	p.wrap(d.Summary, "  ")
	if d.Description != "" {
		p.WriteByte('\n')
		p.wrap(d.Description, "  ")
	}
	if d.Deprecated != "" {
		p.WriteByte('\n')
		p.wrap("Deprecated: "+d.Deprecated, "  ")
	}
	fmt.Fprintf(p, "\n  %s %s\n  service %s, safety %s", d.Method, d.Path, d.Service, d.Safety)
	if d.NoAuth {
		p.WriteString(", no credentials")
	}
	p.WriteString("\n")
	p.params(d)
	p.body(d.Body)
	p.response(d.Response)
	p.notes(d)
	fmt.Fprintf(p, "\nExample\n  %s\n", exampleCommand(p.types, d))
	_, err := io.WriteString(w, p.String())
	return err
}

func (p *page) params(d *connector.Description) {
	if len(d.Params) == 0 {
		return
	}
	p.WriteString("\nParameters\n")
	for _, param := range d.Params {
		p.field(param.Name, string(param.In), param.Required, param.Schema, "  ")
	}
}

func (p *page) body(b *connector.BodyDescription) {
	if b == nil {
		return
	}
	p.WriteString("\nBody (data)")
	if b.Required {
		p.WriteString(", required")
	}
	if b.Content != registry.JSONContent {
		fmt.Fprintf(p, ": raw bytes, %s\n", b.Content)
		return
	}
	p.WriteByte('\n')
	properties, _ := b.Schema["properties"].(map[string]any)
	if len(properties) == 0 {
		fmt.Fprintf(p, "  %s\n", p.kind(b.Schema))
	}
	required, _ := b.Schema["required"].([]any)
	for _, name := range requiredFirst(properties, required) {
		doc, _ := properties[name].(map[string]any)
		p.field(name, "", slices.Contains(required, any(name)), doc, "  ")
	}
}

func requiredFirst(properties map[string]any, required []any) []string {
	names := slices.Sorted(maps.Keys(properties))
	slices.SortStableFunc(names, func(a, b string) int {
		ra, rb := slices.Contains(required, any(a)), slices.Contains(required, any(b))
		switch {
		case ra && !rb:
			return -1
		case rb && !ra:
			return 1
		}
		return 0
	})
	return names
}

func (p *page) field(name, in string, required bool, doc schema.Document, indent string) {
	fmt.Fprintf(p, "%s%s  %s", indent, name, p.kind(doc))
	if in != "" {
		p.WriteString(", in " + in)
	}
	if required {
		p.WriteString(", required")
	}
	p.WriteByte('\n')
	if text, ok := doc["description"].(string); ok {
		p.wrap(text, indent+"    ")
	}
	resolved := p.types.Resolve(doc)
	if resolved["type"] == "array" {
		items, _ := resolved["items"].(map[string]any)
		resolved = p.types.Resolve(items)
	}
	if values, ok := resolved["enum"].([]any); ok {
		p.wrap("one of "+joinValues(values), indent+"    ")
	}
}

// kind names what a document takes, with the type's name where it has one.
func (p *page) kind(doc schema.Document) string {
	if ref, ok := doc["$ref"].(string); ok {
		resolved := p.types.Resolve(doc)
		if resolved["enum"] != nil {
			return "string"
		}
		return p.kind(resolved) + " " + ref[strings.LastIndexByte(ref, '/')+1:]
	}
	if items, ok := doc["items"].(map[string]any); ok {
		return "list of " + p.kind(items)
	}
	if more, ok := doc["additionalProperties"].(map[string]any); ok {
		return "map to " + p.kind(more)
	}
	if t, ok := doc["type"].(string); ok {
		if format, ok := doc["format"].(string); ok {
			return t + " (" + format + ")"
		}
		return t
	}
	return "any"
}

func (p *page) response(r *connector.ResponseDescription) {
	if r == nil {
		return
	}
	p.WriteString("\nAnswer\n")
	if r.Schema != nil {
		fmt.Fprintf(p, "  %s\n", p.kind(r.Schema))
	} else if r.Content != "" {
		fmt.Fprintf(p, "  %s\n", r.Content)
	}
	if len(r.Headers) > 0 {
		fmt.Fprintf(p, "  headers: %s\n", strings.Join(r.Headers, ", "))
	}
	for _, alt := range r.Alternatives {
		for _, name := range slices.Sorted(maps.Keys(alt.When)) {
			fmt.Fprintf(p, "  with %s=%v: %s\n", name, alt.When[name], alt.Content)
		}
	}
}

func joinValues(values []any) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = fmt.Sprint(v)
	}
	return strings.Join(out, ", ")
}

// wrap writes text in lines of at most textWidth.
func (p *page) wrap(text, indent string) {
	col := 0
	for _, word := range strings.Fields(text) {
		switch {
		case col == 0:
			p.WriteString(indent)
			col = len(indent)
		case col+1+len(word) > textWidth:
			p.WriteString("\n" + indent)
			col = len(indent)
		default:
			p.WriteByte(' ')
			col++
		}
		p.WriteString(word)
		col += len(word)
	}
	p.WriteByte('\n')
}
