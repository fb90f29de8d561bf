package sandbox

import (
	"strings"

	"github.com/actionctl/connector/registry"
)

// begun reports whether the call asks for another page than the first.
func (w *window) begun() bool {
	v, ok := valueAt(w.call.params, dotted(w.p.Send))
	return ok && v != nil && v != ""
}

// from is where the page begins that the call asks for. A page behind the last item
// is empty, where pages are counted.
func (w *window) from(total, size int, links bool) (position, *refusal) {
	if !w.begun() {
		return position{}, nil
	}
	switch {
	case w.p.Style == registry.PageIndex:
		n, _, no := w.number(w.p.Send)
		return position{skip: max(n, w.first()) - w.first()}, no
	case w.p.Style == registry.PageNumber:
		n, _, no := w.number(w.p.Send)
		if no == nil && n < w.first() {
			no = invalid("%s: %s is %d; the first page is %d", w.call.action.Name, w.p.Send, n, w.first())
		}
		n = max(n, w.first()) - w.first()
		return position{page: n, skip: times(n, size, total)}, no
	case w.numbered():
		return w.fromNumber(total, size, links)
	}
	v, _ := valueAt(w.call.params, dotted(w.p.Send))
	text, _ := v.(string)
	at, ok := openToken(text, w.scope(false), w.scope(true))
	if !ok {
		return position{}, invalid("%s: %s %q is no token of this list; give the %s of an answer, unchanged and with the same other parameters",
			w.call.action.Name, w.p.Send, clip(text), w.p.Read)
	}
	return at, nil
}

// fromNumber is where the page of a number begins. Pages that the rules leave empty
// have numbers too.
func (w *window) fromNumber(total, size int, links bool) (position, *refusal) {
	n, _, no := w.number(w.p.Send)
	if no != nil {
		return position{}, no
	}
	full := n
	if every := w.box.pages.empty; every > 0 && !links {
		full -= n / every
	}
	at := position{page: n, skip: times(full, size, total)}
	if n < 0 || n > 0 && at.skip >= total {
		return position{}, invalid("%s: %s is %d; no page has this number, give the %s of an answer", w.call.action.Name, w.p.Send, n, w.p.Read)
	}
	return at, nil
}

// first is the number of the first item or page.
func (w *window) first() int {
	if w.p.First == nil {
		return 0
	}
	return *w.p.First
}

// times is n pages of a size in items, at most total.
func times(n, size, total int) int {
	n, size = min(max(n, 0), total), min(size, total) // a larger product could overflow
	return min(n*size, total)
}

// chain writes what leads to the next page, and takes out what the answer had there.
func (w *window) chain(page cut) {
	if w.p.More != "" {
		w.put(w.p.More, !page.last)
	}
	if !w.isChained() {
		return
	}
	for _, path := range []string{w.p.Read, w.p.ReadElse, w.p.NextRequest} {
		w.drop(path)
	}
	if page.last {
		return
	}
	next := w.token(page.next)
	switch {
	case page.links:
		w.put(w.p.ReadElse, next)
	case w.p.NextRequest != "" && !w.begun() && !w.has(w.p.Limit):
		w.put(w.p.NextRequest, w.nextRequest(next))
	default:
		w.put(w.p.Read, next)
	}
}

func (w *window) token(next position) any {
	if w.numbered() {
		return count(next.page)
	}
	return next.token(w.scope(next.loose))
}

// nextRequest is the body of the call with the token in it.
func (w *window) nextRequest(token any) any {
	_, path, _ := strings.Cut(w.p.Send, ".")
	body, _ := copyOf(w.call.params[registry.BodyParam]).(map[string]any)
	if body == nil {
		body = map[string]any{}
	}
	return edit{at: dotted(path), value: token}.apply(body)
}

// has reports whether the call gives a parameter.
func (w *window) has(path string) bool {
	v, ok := valueAt(w.call.params, dotted(path))
	return path != "" && ok && v != nil
}
