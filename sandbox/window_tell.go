package sandbox

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// tell sets the fields that speak of pages, beside the items and at the top and one
// level below it, wherever the schema has them, and takes out those that lead
// elsewhere.
func (w *window) tell(page cut, items string) {
	says := w.sayings(page)
	top, _ := w.whole.(map[string]any)
	w.tellIn(top, w.doc, says, "", items)
	for _, name := range slices.Sorted(maps.Keys(top)) {
		if object, ok := top[name].(map[string]any); ok && name != items && name != w.p.NextRequest {
			doc, _ := w.box.types.Child(w.doc, name)
			w.tellIn(object, doc, says, name+".", items)
		}
	}
}

func (w *window) tellIn(object map[string]any, doc schema.Document, says map[string]func() any, prefix, items string) {
	fields := w.box.fields(doc)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		say, known := says[name]
		switch {
		case prefix+name == items || object == nil:
		case strings.HasPrefix(name, "prev_"), name == "next_chunk_internal_link":
			w.drop(prefix + name)
		case known:
			object[name] = say()
		}
	}
}

// sayings are the names that lists use to speak of their pages. Links tell of their
// rows themselves.
func (w *window) sayings(page cut) map[string]func() any {
	says := map[string]func() any{}
	if page.links {
		return says
	}
	say := func(n int, names ...string) {
		for _, name := range names {
			says[name] = func() any { return count(n) }
		}
	}
	say(page.total, "totalResults", "total_count", "total_row_count")
	say(len(page.items), "itemsPerPage", "row_count")
	switch {
	case w.p.Style == registry.PageIndex:
		say(w.first()+page.skip, w.p.Send)
	case w.p.Style == registry.PageNumber:
		say(page.total, "count")
		say(w.first()+page.page, w.p.Send)
		say(page.size, w.p.Limit)
	case w.numbered():
		say(page.page, "chunk_index")
		say(page.skip, "row_offset")
		says["chunks"] = func() any { return w.chunks(page) }
		says["total_chunk_count"] = func() any { return count(len(w.chunks(page))) }
	}
	return says
}

// chunks lists all pages of numbered ones.
func (w *window) chunks(page cut) []any {
	var list []any
	rows := make([]any, page.total)
	for at := (position{}); ; {
		c := w.cutAt(rows, at, page.size, page.links)
		list = append(list, map[string]any{"chunk_index": count(c.page), "row_offset": count(c.skip), "row_count": count(len(c.items))})
		if c.last {
			return list
		}
		at = c.next
	}
}

func count(n int) json.Number { return json.Number(strconv.Itoa(n)) }
