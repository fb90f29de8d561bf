package main

import (
	"crypto/rand"
	"maps"
	"net/http"
	"slices"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/lazyregexp"
	"github.com/actionctl/connector/internal/shell"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// noValidation is for parameters that were checked before their secrets were masked.
const noValidation = schema.Off

// masks stand for secrets in a request, so that a shell can put in its variables.
type masks struct {
	variables []maskVariable
}

// maskVariable is a variable that the command needs.
type maskVariable struct {
	mark string // stands in the request in its place
	name string
	form string // what it has to hold, for people
	bare bool   // no text: in JSON the quotes around the mark go too
}

func newMasks() *masks { return &masks{} }

// params are the parameters with marks in place of secrets, and whether there is one.
func (m *masks) params(c *connector.Connector, action *registry.Action, params map[string]any) (map[string]any, bool) {
	normal, faults := schema.Normalize(withoutBytes(action, params))
	plain, ok := normal.(map[string]any)
	if !ok || len(faults) > 0 {
		return nil, false
	}
	safe := c.Types().Redact(action.ParamsSchema(), plain)
	masked, _ := m.replace(action, nil, plain, safe).(map[string]any)
	if len(m.variables) == 0 {
		return nil, false
	}
	if action.Body != nil && !action.Body.IsJSON() {
		masked[registry.BodyParam] = "" // the bytes are not looked at again
	}
	return masked, true
}

func (m *masks) replace(action *registry.Action, steps []string, value, safe any) any {
	if safe == schema.Redacted && value != any(schema.Redacted) {
		_, isText := value.(string)
		return m.add(secretVariable(steps), secretForm(action, steps, isText), !isText)
	}
	switch v := value.(type) {
	case map[string]any:
		other, _ := safe.(map[string]any)
		out := make(map[string]any, len(v))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			out[name] = m.replace(action, append(slices.Clip(steps), name), v[name], other[name])
		}
		return out
	case []any:
		other, _ := safe.([]any)
		out := make([]any, len(v))
		for i, element := range v {
			if i < len(other) {
				out[i] = m.replace(action, append(slices.Clip(steps), indexText(i)), element, other[i])
			}
		}
		return out
	}
	return value
}

// secretForm says what the variable for a secret has to hold.
func secretForm(action *registry.Action, steps []string, isText bool) string {
	switch in := action.Locate(steps[0]); {
	case in == registry.InBody && isText:
		return `the secret, with \" for " and \\ for \`
	case in == registry.InBody:
		return "the secret as JSON"
	case in == registry.InHeader:
		return "the secret"
	}
	return "the secret, encoded for a URL"
}

var noVariable = lazyregexp.New(`[^A-Z0-9]+`)

// secretVariable names the variable for the secret at steps.
func secretVariable(steps []string) string {
	if len(steps) > 1 && steps[0] == registry.BodyParam {
		steps = steps[1:]
	}
	return "SECRET_" + noVariable().ReplaceAllString(strings.ToUpper(strings.Join(steps, "_")), "_")
}

// add makes a mark for a variable. Equal names are told apart by a number.
func (m *masks) add(name, form string, bare bool) string {
	base := name
	for n := 2; slices.ContainsFunc(m.variables, func(v maskVariable) bool { return v.name == name }); n++ {
		name = base + "_" + indexText(n)
	}
	v := maskVariable{"actionctl" + rand.Text(), name, form, bare}
	m.variables = append(m.variables, v)
	return v.mark
}

func (m *masks) header(name string) string {
	return m.add("HEADER_"+noVariable().ReplaceAllString(strings.ToUpper(name), "_"), "the connection's header "+name, false)
}

func (m *masks) proxy() string { return m.add("PROXY_URL", "the connection's proxy", false) }

// quote is text as one word of a shell, with the variables in place of their marks.
func (m *masks) quote(text string) string {
	var b strings.Builder
	for text != "" {
		i, j, v := m.next(text)
		if plain := text[:i]; plain != "" {
			b.WriteString(shell.Quote(plain))
		}
		if v != nil {
			b.WriteString(shell.Variable(v.name))
		}
		text = text[j:]
	}
	if b.Len() == 0 {
		return shell.Quote("")
	}
	return b.String()
}

// document is text as the lines of a here-document.
func (m *masks) document(text string) string {
	var b strings.Builder
	for text != "" {
		i, j, v := m.next(text)
		b.WriteString(shell.Document(text[:i]))
		if v != nil {
			b.WriteString("${" + v.name + "}")
		}
		text = text[j:]
	}
	return b.String()
}

// next is the first mark in text: text[i:j] is what its variable stands for. Without
// one, i and j are the end.
func (m *masks) next(text string) (i, j int, v *maskVariable) {
	i, j = len(text), len(text)
	for k := range m.variables {
		mark := m.variables[k].mark
		at := strings.Index(text, mark)
		if at < 0 || at >= i {
			continue
		}
		i, j, v = at, at+len(mark), &m.variables[k]
		if v.bare && i > 0 && j < len(text) && text[i-1] == '"' && text[j] == '"' {
			i, j = i-1, j+1
		}
	}
	return i, j, v
}

func sortedHeaders(h http.Header) []string { return slices.Sorted(maps.Keys(h)) }
