package bench

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/schema"
)

// BenchmarkCheck is the parameters of create, which are valid, checked by us and by the
// library alone: goal 3.
func BenchmarkCheck(b *testing.B) {
	a, err := connector.Builtin().Action(createAction)
	if err != nil {
		b.Fatal(err)
	}
	doc := schema.Document(a.ParamsSchema())
	types := schema.NewTypes(schema.BuiltinTypes())
	value, problems := schema.Normalize(map[string]any{"data": values(creation())})
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	b.Run("create/actionctl", func(b *testing.B) {
		c := schema.NewChecker(types)
		document := func() schema.Document { return doc }
		check := func() {
			if problems, err := c.Check(createAction, document, value, schema.Strict); err != nil || len(problems) > 0 {
				b.Fatal(problems, err)
			}
		}
		check() // compiles
		b.ReportAllocs()
		for b.Loop() {
			check()
		}
	})
	b.Run("create/v5", func(b *testing.B) {
		s := compileAlone(b, types, doc)
		b.ReportAllocs()
		for b.Loop() {
			if err := s.Validate(value); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// compileAlone compiles a document as somebody would who has only the library.
func compileAlone(b *testing.B, types *schema.Types, doc schema.Document) *jsonschema.Schema {
	b.Helper()
	whole, err := types.Bundle(doc)
	if err != nil {
		b.Fatal(err)
	}
	text, err := json.Marshal(whole)
	if err != nil {
		b.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat = true
	if err := c.AddResource("mem://doc", strings.NewReader(string(text))); err != nil {
		b.Fatal(err)
	}
	s, err := c.Compile("mem://doc")
	if err != nil {
		b.Fatal(err)
	}
	return s
}
