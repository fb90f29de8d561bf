package brief

import (
	"fmt"
	"strings"

	"github.com/actionctl/connector/internal/lazyregexp"
	"github.com/actionctl/connector/schema"
)

// object writes the members: all that are needed, and of the others those that the
// detail has room for.
func (w *typeWriter) object(doc schema.Document, members map[string]any, at int, refs []string) {
	required, optional := membersOf(doc, members)
	hidden := 0
	if at >= w.detail.depth {
		hidden, optional = len(optional), nil
	}
	if most := w.detail.optional; len(optional) > most {
		hidden, optional = len(optional)-most, optional[:most]
	}
	if len(required) == 0 && len(optional) == 0 && hidden > 0 {
		fmt.Fprintf(w, "{…%d fields}", hidden)
		w.folded = true
		return
	}
	w.WriteByte('{')
	begun := false
	next := func() {
		if begun {
			w.WriteString(", ")
		}
		begun = true
	}
	for _, name := range required {
		next()
		w.member(name, "", members[name], at, refs, true)
	}
	for _, name := range optional {
		if w.Len() > w.limit {
			break
		}
		next()
		if w.detail.bare && w.isDeep(members[name]) {
			w.WriteString(memberName(name) + "?")
			w.folded = true
			continue
		}
		w.member(name, "?", members[name], at, refs, w.detail.all)
	}
	if more, ok := doc["additionalProperties"].(map[string]any); ok {
		next()
		w.WriteString("[name]: ")
		w.document(more, at+1, refs)
	}
	if hidden > 0 {
		next()
		fmt.Fprintf(w, "…%d more", hidden)
		w.folded = true
	}
	w.WriteByte('}')
}

// isDeep tells whether a member has something below it.
func (w *typeWriter) isDeep(v any) bool {
	doc, _ := v.(map[string]any)
	doc = w.types.Resolve(doc)
	return doc["properties"] != nil || doc["items"] != nil || len(branchesOf(doc)) > 0
}

// member writes one member with its default and, if it is to be told, what it is.
func (w *typeWriter) member(name, mark string, v any, at int, refs []string, tell bool) {
	doc, _ := v.(map[string]any)
	w.WriteString(memberName(name) + mark + ": ")
	w.document(doc, at+1, refs)
	resolved := w.types.Resolve(doc)
	if preset, ok := resolved["default"]; ok {
		if text := literal(preset); len(text) <= longestDefault && resolved["type"] != "object" && resolved["type"] != "array" {
			w.WriteString(" = " + text)
		}
	}
	words, _ := doc["description"].(string)
	if words == "" {
		words, _ = resolved["description"].(string)
	}
	switch short := Sentence(words, w.detail.words); {
	case words == "":
	case tell && short != "":
		w.WriteString(" /*" + strings.ReplaceAll(short, "*/", "*") + "*/")
		w.folded = w.folded || len(short) < len(strings.TrimRight(words, ". \n"))
	default:
		w.folded = true
	}
}

const longestDefault = 30

var identifier = lazyregexp.New(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

func memberName(name string) string {
	if identifier().MatchString(name) {
		return name
	}
	return literal(name)
}

// Sentence is the first sentence of a text, without its full stop and cut to size bytes
// between words.
func Sentence(text string, size int) string {
	text = strings.Join(strings.Fields(text), " ")
	if first, _, ok := strings.Cut(text, ". "); ok {
		text = first
	}
	text = strings.TrimSuffix(text, ".")
	if len(text) <= size {
		return text
	}
	cut := strings.LastIndexByte(text[:size], ' ')
	if cut <= 0 {
		return ""
	}
	return strings.TrimRight(text[:cut], ",;: ") + "…"
}
