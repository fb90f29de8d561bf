package manual

import (
	"fmt"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

// reference is the page of one service.
type reference struct {
	page
	md markdown
}

func (r *reference) service(c *connector.Connector, service string, entries []registry.Entry) error {
	r.md.WriteString(made + "# " + service + "\n\n")
	r.md.para(strings.TrimSpace(r.md.prose(Services()[service]) + " [All services](" + ReferenceIndex + ")."))
	var rows [][]string
	for _, e := range entries {
		rows = append(rows, []string{"[`" + e.Name + "`](#" + e.Name + ")", string(e.Safety), r.md.prose(old(e) + e.Summary)})
	}
	r.md.table([]string{"action", "safety", ""}, rows)
	for _, e := range entries {
		d, err := c.Describe(e.Name)
		if err != nil {
			return err
		}
		a, err := c.Registry().Action(e.Name)
		if err != nil {
			return err
		}
		r.action(a, d)
	}
	return nil
}

func old(e registry.Entry) string {
	if e.Has("deprecated") {
		return "(Deprecated) "
	}
	return ""
}

// action writes the section of one action. Its heading is its name alone, so that the
// anchor stays when the words change.
func (r *reference) action(a *registry.Action, d *connector.Description) {
	r.md.WriteString("## " + d.Name + "\n\n")
	r.md.para(r.md.prose(d.Summary))
	if d.Deprecated != "" {
		r.md.para("> **Deprecated.** " + r.md.prose(d.Deprecated))
	}
	if d.Description != "" {
		r.md.para(r.md.prose(d.Description))
	}
	for _, fact := range [][2]string{
		{"Request", code(d.Method+" "+d.Path) + without(d.NoAuth)},
		{"Safety", string(d.Safety) + ": " + Safety(d.Safety)},
		{"Retries", r.md.prose(Repeats(a))},
		{"Once", r.md.prose(Idempotency(d.Idempotency))},
		{"Failure", r.md.prose(Failure(d.FailsWhen))},
		{"Pages", r.md.prose(Paging(d.Paginate))},
		{"Waiting", r.md.prose(Waiting(d.Wait))},
	} {
		if fact[1] != "" {
			r.md.WriteString("- **" + fact[0] + "**: " + fact[1] + "\n")
		}
	}
	r.md.WriteByte('\n')
	r.params(d)
	r.body(d.Body)
	r.answer(d.Response)
	r.md.WriteString("```sh\n" + unindented(fold(Command(r.types, d), referenceWidth)) + "```\n\n")
}

// referenceWidth is that of the example commands.
const referenceWidth = 110

// unindented takes away what fold puts before every line.
func unindented(lines string) string {
	return strings.ReplaceAll(strings.TrimPrefix(lines, "  "), "\n  ", "\n")
}

func (r *reference) params(d *connector.Description) {
	if len(d.Params) == 0 {
		return
	}
	var rows [][]string
	for _, p := range d.Params {
		rows = append(rows, r.rows(field{name: p.Name, doc: p.Schema, in: string(p.In), required: p.Required}, 1, nil)...)
	}
	r.md.table([]string{"parameter", "type", ""}, rows)
}

func (r *reference) body(b *connector.BodyDescription) {
	if b == nil {
		return
	}
	title := "Body (`data`)"
	if b.Required {
		title += ", required"
	}
	if b.Content != registry.JSONContent {
		r.md.para(title + ": the bytes of a file, " + code(b.Content) + ".")
		return
	}
	r.document(title, b.Schema, registry.BodyParam+".")
}

func (r *reference) answer(d *connector.ResponseDescription) {
	switch {
	case d == nil:
		return
	case d.Schema != nil:
		r.document("Answer", d.Schema, "")
	case d.Content != "":
		r.md.para("Answer: " + code(d.Content) + ".")
	default:
		r.md.para("Answer: nothing but its status.")
	}
	if len(d.Headers) > 0 {
		r.md.para("Headers of the answer: " + codes(d.Headers) + ".")
	}
	for _, alt := range d.Alternatives {
		for _, name := range sortedKeys(alt.When) {
			r.md.para(fmt.Sprintf("With %s the answer is %s.", code(fmt.Sprintf("%s=%v", name, alt.When[name])), code(alt.Content)))
		}
	}
}
