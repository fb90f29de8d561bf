package world

import (
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/lazyregexp"
	"github.com/actionctl/connector/registry"
)

// list shows the items below a parent that the call's filters let through.
func (d *doing) list() (Answer, *Problem) {
	prefix := d.key()
	if len(prefix) > 0 {
		if no := d.above(prefix); no != nil {
			return Answer{}, no
		}
		prefix = d.canonical(prefix)
		if meant := d.meant(d.c, prefix, d.part.Key); !slices.ContainsFunc(d.c.Items, func(it *Item) bool { return hasPrefix(it.Key, prefix) }) {
			prefix = meant
		}
	}
	items := []any{}
	for _, it := range d.c.Items {
		if !hasPrefix(it.Key, prefix) || !d.viewed(it) || !d.fits(it) {
			continue
		}
		if it.Hidden > 0 {
			it.Hidden--
			d.log.changed(d.c, it)
			continue
		}
		fields := it.Fields
		if d.words.Show != "" {
			fields, _ = get(fields, d.words.Show).(map[string]any)
		}
		items = append(items, fields) // which nobody changes in place
	}
	if d.words.Newest {
		slices.Reverse(items)
	}
	return Answer{At: d.part.At, List: items, IsList: true}, nil
}

// viewed reports whether the call wants to see an item, deleted or not.
func (d *doing) viewed(it *Item) bool {
	switch view := text(get(d.call.Params, d.words.View)); {
	case d.words.View == "":
		return !it.Deleted
	case strings.HasPrefix(view, "DELETED"):
		return it.Deleted
	case view == "ALL":
		return true
	}
	return !it.Deleted
}

// fits reports whether an item has what the filters ask for: the declared ones, and
// parameters that are called like a field.
func (d *doing) fits(it *Item) bool {
	for param, running := range d.words.Active {
		if get(d.call.Params, param) == true && running != (len(it.Tracks) > 0) {
			return false
		}
	}
	if !d.queried(it) {
		return false
	}
	for param, field := range d.filters() {
		want, ok := lookup(d.call.Params, param)
		if !ok || want == nil {
			continue
		}
		have := text(get(it.Fields, field))
		any := false
		for _, v := range many(want) {
			any = any || text(v) == have || d.isExample(param, text(v)) && it.Seed
		}
		if !any {
			return false
		}
	}
	return true
}

// filters are the parameters that filter, and the fields they are about.
func (d *doing) filters() map[string]string {
	if d.filter != nil {
		return d.filter
	}
	out := map[string]string{}
	known := d.fieldsOf(d.document(d.c.kind, ""))
	paging := []string{}
	if p := d.call.Action.Paginate; p != nil {
		paging = []string{p.Send, p.Limit}
	}
	for _, p := range d.call.Action.Params {
		child, ok := known[p.Name].(map[string]any)
		scalar := ok && d.types.Resolve(child)["type"] != "object" && d.types.Resolve(child)["type"] != "array"
		if p.In == registry.InQuery && scalar && !slices.Contains(paging, p.Name) && !slices.Contains(d.part.Key, p.Name) {
			out[p.Name] = p.Name
		}
	}
	for param, field := range d.words.Filter {
		out[param] = field
	}
	d.filter = out
	return out
}

// condition is a filter of one comparison: attributes.name = 'x', userName eq "x".
var condition = lazyregexp.New(`^\s*(?:\w+\.)?["` + "`" + `]?(\w+)["` + "`" + `]?\s*(?:=|eq)\s*['"]([^'"]*)['"]\s*$`)

// queried holds an item to a filter in text. One that says more than that a field
// has a value is not understood and lets everything through.
func (d *doing) queried(it *Item) bool {
	if d.words.Query == "" {
		return true
	}
	m := condition().FindStringSubmatch(text(get(d.call.Params, d.words.Query)))
	if m == nil {
		return true
	}
	if v, ok := lookup(it.Fields, m[1]); ok {
		return text(v) == m[2]
	}
	for _, name := range sorted(it.Fields) {
		if inner, ok := it.Fields[name].(map[string]any); ok && inner[m[1]] != nil {
			return text(inner[m[1]]) == m[2]
		}
	}
	return len(d.fieldsOf(d.document(d.c.kind, m[1]))) > 0
}
