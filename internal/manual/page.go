package manual

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// Everything is the depth at which nothing is folded.
const Everything = math.MaxInt

// Layout is how a page looks.
type Layout struct {
	Width int // columns; 0 is 80
	Depth int // levels of nested fields that are shown; Everything unfolds all
	Paint terminal.Paint
}

// Bounds of a page's width: what is narrower cannot be laid out, and longer lines are
// hard to read.
const (
	usualWidth    = 80
	smallestWidth = 40
	largestWidth  = 110
)

type page struct {
	text
	types  *schema.Types
	depth  int
	folded bool     // something is
	shown  []string // references that were unfolded
}

// Page describes an action.
func Page(types *schema.Types, a *registry.Action, d *connector.Description, layout Layout) string {
	width := layout.Width
	if width <= 0 {
		width = usualWidth
	}
	p := &page{types: types, depth: layout.Depth}
	p.width, p.paint = min(max(width, smallestWidth), largestWidth), layout.Paint
	p.WriteString(p.paint.In(terminal.Bold, d.Name) + "\n\n")
	p.para(d.Summary, 2)
	if d.Description != "" {
		p.WriteByte('\n')
		p.para(d.Description, 2)
	}
	if d.Deprecated != "" {
		p.WriteByte('\n')
		p.para("Deprecated: "+d.Deprecated, 2)
	}
	p.facts(a, d)
	p.params(d)
	p.body(d.Body)
	p.answer(d.Response)
	p.section("Pages", Paging(d.Paginate))
	p.section("Waiting", Waiting(d.Wait))
	p.heading("Example")
	p.WriteString(fold(Command(types, d), p.width-2))
	if p.folded {
		p.WriteByte('\n')
		p.para(fmt.Sprintf("… marks fields that are folded: --depth %d shows more of them, --all everything.", p.depth+1), 0)
	}
	return p.String()
}

// facts are what one wants to know before running the action.
func (p *page) facts(a *registry.Action, d *connector.Description) {
	p.WriteByte('\n')
	for _, fact := range [][2]string{
		{"Request", d.Method + " " + d.Path + without(d.NoAuth)},
		{"Service", d.Service},
		{"Safety", string(d.Safety) + ": " + Safety(d.Safety)},
		{"Asks", Confirmation(d.Safety)},
		{"Retries", Repeats(a)},
		{"Once", Idempotency(d.Idempotency)},
		{"Failure", Failure(d.FailsWhen)},
	} {
		if fact[1] != "" {
			p.hang(fmt.Sprintf("%-9s", fact[0]), fact[1], 2, 11)
		}
	}
}

func without(noAuth bool) string {
	if noAuth {
		return ", without credentials"
	}
	return ""
}

func (p *page) section(title, words string) {
	if words != "" {
		p.heading(title)
		p.para(words, 2)
	}
}

func (p *page) params(d *connector.Description) {
	if len(d.Params) == 0 {
		return
	}
	p.heading("Parameters")
	fields := make([]field, len(d.Params))
	for i, param := range d.Params {
		fields[i] = field{param.Name, param.Schema, string(param.In), param.Required}
	}
	p.fields(fields, 2, 1, nil)
}

func (p *page) body(b *connector.BodyDescription) {
	if b == nil {
		return
	}
	title := "Body (data)"
	if b.Required {
		title += ", required"
	}
	if b.Content != registry.JSONContent {
		p.heading(title + ": the bytes of a file, " + b.Content)
		return
	}
	p.tree(title, b.Schema)
}

func (p *page) answer(r *connector.ResponseDescription) {
	if r == nil {
		return
	}
	switch {
	case r.Schema != nil:
		p.tree("Answer", r.Schema)
	case r.Content != "":
		p.heading("Answer: " + r.Content)
	default:
		p.heading("Answer: nothing but its status")
	}
	if len(r.Headers) > 0 {
		p.para("headers: "+strings.Join(r.Headers, ", "), 2)
	}
	for _, alt := range r.Alternatives {
		for _, name := range slices.Sorted(maps.Keys(alt.When)) {
			p.para(fmt.Sprintf("with %s=%v: %s", name, alt.When[name], alt.Content), 2)
		}
	}
}

// tree writes a document as the fields it consists of.
func (p *page) tree(title string, doc schema.Document) {
	members, refs := p.inside(doc)
	p.heading(title + ": " + p.kind(doc))
	if len(members) == 0 {
		p.about(doc, p.types.Resolve(doc), 2)
		return
	}
	p.fields(members, 2, 1, refs)
}
