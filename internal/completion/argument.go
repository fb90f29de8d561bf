package completion

import (
	"fmt"
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// Arguments says how the NAME=VALUE arguments of an action go on.
type Arguments struct {
	Action *registry.Action
	Types  *schema.Types
	Given  []string // arguments that stand there already
}

// Next completes the typed argument: its name up to the = behind it, then its value.
// Names are split at dots; one that has a dot of its own is not completed.
func (a Arguments) Next(typed string) Candidates {
	name, value, hasValue := strings.Cut(typed, "=")
	if !hasValue {
		return a.names(typed)
	}
	if path, isFile := strings.CutPrefix(value, "@"); isFile {
		return Files(name+"=@", path)
	}
	if plain, isJSON := strings.CutSuffix(name, ":"); isJSON {
		return a.literals(plain, value)
	}
	return a.values(name, value)
}

// literals are the values of NAME:=, read as JSON or YAML: what the schema counts and is
// not text; else a file. Text is plainer behind NAME=.
func (a Arguments) literals(name, typed string) Candidates {
	doc := a.document(strings.Split(name, "."))
	var words []string
	enum, _ := doc["enum"].([]any)
	for _, v := range enum {
		if _, isText := v.(string); !isText {
			words = append(words, fmt.Sprint(v))
		}
	}
	if doc["type"] == "boolean" && len(enum) == 0 {
		words = append(words, "true", "false")
	}
	out := Choices(words, typed)
	for i := range out.Words {
		out.Words[i].Word = name + ":=" + out.Words[i].Word
	}
	if len(words) == 0 && len(doc) > 0 {
		return open(Choices([]string{"@"}, typed), name+":=")
	}
	return out
}

// values are what an argument can be set to, where its schema counts them.
func (a Arguments) values(name, typed string) Candidates {
	doc := a.document(strings.Split(name, "."))
	if doc["type"] == "array" {
		items, _ := a.Types.Child(doc, "0")
		doc = a.Types.Resolve(items)
	}
	words := []string{}
	enum, _ := doc["enum"].([]any)
	for _, v := range enum {
		words = append(words, fmt.Sprint(v))
	}
	switch {
	case len(enum) > 0:
	case doc["type"] == "boolean":
		words = append(words, "true", "false")
	case doc["format"] == "byte" || a.isRaw(name):
		return open(Choices([]string{"@"}, typed), name+"=")
	}
	out := Choices(words, typed)
	for i := range out.Words {
		out.Words[i].Word = name + "=" + out.Words[i].Word
	}
	return out
}

// open puts a prefix before words that go on.
func open(c Candidates, prefix string) Candidates {
	for i := range c.Words {
		c.Words[i].Word = prefix + c.Words[i].Word
	}
	c.Open = true
	return c
}

// isRaw tells whether name is a body of bytes, which mostly comes from a file.
func (a Arguments) isRaw(name string) bool {
	return name == registry.BodyParam && a.Action.Body != nil && !a.Action.Body.IsJSON()
}

// document is what describes the place that steps name, without references.
func (a Arguments) document(steps []string) schema.Document {
	doc := schema.Document(a.Action.ParamsSchema())
	for _, step := range steps {
		doc, _ = a.Types.Child(doc, step)
	}
	return a.Types.Resolve(doc)
}
