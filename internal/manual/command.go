package manual

import (
	"encoding/json"
	"fmt"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/shell"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// Command is a command line with every required parameter, as a shell takes it: its
// words.
func Command(types *schema.Types, d *connector.Description) []string {
	words := []string{"actionctl", "run", d.Name}
	for _, param := range d.Params {
		if param.Required {
			// in full: an object without fields has no form in a query
			words = append(words, Argument(param.Name, types.Example(param.Schema, param.Name, true)))
		}
	}
	b := d.Body
	switch {
	case b == nil:
		return words
	case b.Content != registry.JSONContent:
		return append(words, "data=@FILE")
	}
	example, _ := types.Example(b.Schema, registry.BodyParam, false).(map[string]any)
	given := 0
	for _, f := range properties(types.Resolve(b.Schema)) {
		if v, ok := example[f.name]; ok {
			words = append(words, Argument(registry.BodyParam+"."+strings.ReplaceAll(f.name, ".", `\.`), v))
			given++
		}
	}
	if given == 0 && b.Required {
		words = append(words, "--data", "'{}'")
	}
	return words
}

// Argument writes one value the way run takes it from a shell.
func Argument(name string, v any) string {
	switch v := v.(type) {
	case string:
		if strings.HasPrefix(v, "@") { // text, not the name of a file
			break
		}
		return shell.Quote(name) + "=" + shell.Quote(v)
	case map[string]any, []any, nil:
	default:
		return shell.Quote(name) + "=" + shell.Quote(fmt.Sprint(v))
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return shell.Quote(name) + ":=null"
	}
	return shell.Quote(name) + ":=" + shell.Quote(strings.TrimSpace(b.String()))
}

// fold puts words into lines that a shell reads as one.
func fold(words []string, width int) string {
	var b strings.Builder
	b.WriteString("  ")
	col := 2
	for i, word := range words {
		size := terminal.Cells(word)
		switch {
		case i == 0:
		case i >= 3 && col+1+size+2 > width: // the name stays with its command
			b.WriteString(" \\\n      ")
			col = 6
		default:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(word)
		col += size
	}
	b.WriteByte('\n')
	return b.String()
}
