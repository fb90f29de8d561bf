package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/actionctl/connector/registry"
)

// cut is one page of a list: where it begins, how much it holds, and what is behind.
type cut struct {
	position
	size  int // how many items a page has at most
	items []any
	links bool // the items are those of items_else, which carry the token
	total int
	next  position
	last  bool // nothing follows
}

// list cuts the items of a list.
func (w *window) list() (any, *refusal) {
	at := w.p.Items
	found, _ := valueAt(w.whole, dotted(at))
	items, ok := found.([]any)
	links := false
	other, isList := w.lookElse()
	switch {
	case ok && isList: // an answer has one form, that with the items
		w.drop(w.p.ItemsElse)
	case isList:
		at, items, links = w.p.ItemsElse, other, true
	case !ok:
		at = "" // an answer without the list has no page of it
	}
	size, no := w.size(len(items))
	if no != nil {
		return nil, no
	}
	if links && w.numbered() {
		size = 1 // a link is a chunk of its own
	}
	from, no := w.from(len(items), size, links)
	if no != nil {
		return nil, no
	}
	page := w.cutAt(items, from, size, links)
	if at != "" {
		w.put(at, page.items)
		w.tell(page, at)
	}
	w.chain(page) // last: the token may stand in an item
	return w.whole, nil
}

func (w *window) lookElse() ([]any, bool) {
	if w.p.ItemsElse == "" {
		return nil, false
	}
	v, _ := valueAt(w.whole, dotted(w.p.ItemsElse))
	items, ok := v.([]any)
	return items, ok
}

// cutAt takes the page that begins at from. Copies are cut where the token stands in
// an item, because items may be kept elsewhere.
func (w *window) cutAt(items []any, from position, size int, links bool) cut {
	skip := min(from.skip, len(items))
	end := skip + min(size, len(items)-skip)
	if w.isEmpty(from, skip, len(items), links) {
		end = skip
	}
	page := slices.Clone(items[skip:end])
	if links {
		page, _ = copyOf(page).([]any)
	}
	if page == nil {
		page = []any{}
	}
	return cut{
		position: from, size: size, items: page, links: links, total: len(items),
		next: position{page: from.page + 1, skip: end, loose: from.loose || w.p.Follow != nil}, last: end >= len(items),
	}
}

// isEmpty reports whether the rules want an empty page here. Only a token can lead
// on from there, and it must not stand in an item.
func (w *window) isEmpty(from position, skip, total int, links bool) bool {
	n := w.box.pages.empty
	return n > 0 && w.isChained() && !links && !w.p.StopOnEmpty && skip < total && (from.page+1)%n == 0
}

// isChained reports whether tokens lead from page to page.
func (w *window) isChained() bool {
	return w.p.Style == "" || w.p.Style == registry.PageToken
}

// numbered reports whether the tokens are the numbers of the pages.
func (w *window) numbered() bool {
	doc := w.doc
	for _, step := range dotted(w.p.Read) {
		doc, _ = w.box.types.Child(doc, step)
	}
	return w.isChained() && w.box.types.Resolve(doc)["type"] == "integer"
}

// size is how many items a page of the call has. An asked 0 is the server's size. A
// list that wants a size to be sent gives everything to those who send none.
func (w *window) size(total int) (int, *refusal) {
	server := w.box.pages.size
	if server == 0 {
		server = defaultPage
	}
	if w.p.MaxLimit > 0 {
		server = min(server, w.p.MaxLimit)
	}
	n, given, no := w.limit()
	switch {
	case no != nil:
		return 0, no
	case n > 0:
		return n, nil
	case given || w.p.SendLimit == nil || w.begun():
		return server, nil
	}
	return max(total, 1), nil
}

// limit is the page size that the call asks for.
func (w *window) limit() (n int, given bool, no *refusal) {
	if w.p.Limit == "" {
		return 0, false, nil
	}
	n, given, no = w.number(w.p.Limit)
	switch {
	case no != nil:
		return 0, given, no
	case n < 0:
		return 0, given, invalid("%s: %s is %d; give a number of 0 or more", w.call.action.Name, w.p.Limit, n)
	case w.p.MaxLimit > 0 && n > w.p.MaxLimit:
		return 0, given, invalid("%s: %s is %d; the maximum is %d", w.call.action.Name, w.p.Limit, n, w.p.MaxLimit)
	}
	return n, given, nil
}

// number is an integer parameter of the call.
func (w *window) number(path string) (n int, given bool, no *refusal) {
	v, ok := valueAt(w.call.params, dotted(path))
	if !ok || v == nil {
		return 0, false, nil
	}
	text, isNumber := v.(json.Number)
	n, err := strconv.Atoi(string(text))
	if !isNumber || err != nil {
		return 0, true, invalid("%s: %s is %v; give an integer", w.call.action.Name, path, clip(fmt.Sprint(v)))
	}
	return n, true, nil
}

// put sets a place of the answer.
func (w *window) put(path string, v any) {
	w.whole = edit{at: dotted(path), value: v}.apply(w.whole)
}

// drop takes a place out of the answer, or empties it where it must be there.
func (w *window) drop(path string) {
	if path == "" {
		return
	}
	at := dotted(path)
	doc := w.doc
	for _, step := range at[:len(at)-1] {
		doc, _ = w.box.types.Child(doc, step)
	}
	required, _ := w.box.types.Resolve(doc)["required"].([]any)
	if slices.Contains(required, any(at[len(at)-1])) {
		w.put(path, "")
		return
	}
	w.whole = edit{at: at, remove: true}.apply(w.whole)
}
