package paging

import (
	"crypto/sha256"
	"encoding/json"

	"github.com/actionctl/connector/registry"
)

// Page is what one answer holds.
type Page struct {
	// Items are those that were not handed out before. They are the answer's own.
	Items []any
	// Part is what the page has of the object, of pages that are merged.
	Part map[string]any

	at    Position // of the page itself
	next  Position
	ended bool
	place []int // of each item in the answer; nil where they follow each other from at.Skip on
}

// Behind is the position behind the first n items, and false where nothing follows.
func (p *Page) Behind(n int) (Position, bool) {
	if n >= len(p.Items) {
		return p.next, !p.ended
	}
	at := p.at
	if at.Skip += n; p.place != nil {
		at.Skip = p.place[n]
	}
	return at, true
}

// Read takes the answer to the request that Next gave and moves on. The error is an
// *AnswerError or ErrRepeatedPage; the walk then stands where it stood, and the page
// can be asked for again.
func (w *Walk) Read(answer any) (*Page, error) {
	p := w.action.Paginate
	page := &Page{at: w.Position()}
	old := w.instead
	err := w.fill(page, p, answer)
	if err == nil {
		err = w.move(page, p, answer)
	}
	if err != nil {
		w.instead = old
		return nil, err
	}
	return page, nil
}

// fill takes what the page holds.
func (w *Walk) fill(page *Page, p *registry.Paginate, answer any) (err error) {
	if w.Merges() {
		page.Part, err = w.object(answer, w.sent() == nil)
		page.Items = []any{page.Part}
		return err
	}
	page.Items, err = itemsOf(p, answer)
	return err
}

// move finds what comes next and, if nothing is wrong with it, goes there.
func (w *Walk) move(page *Page, p *registry.Paginate, answer any) error {
	var sum [sha256.Size]byte
	if counted(p) && len(page.Items) > 0 && !isText(page.Items[0]) {
		if sum = sumOf(page.Items); sum == w.last {
			return ErrRepeatedPage
		}
	}
	was := len(page.Items)
	step, err := w.step(p, answer, was)
	if err != nil {
		return err
	}
	w.last = sum
	if at, ok := w.again(p, answer); ok {
		page.at = at
	}
	w.leaveOut(page, p)
	if err := w.take(step); err != nil {
		w.stuck = err
	}
	page.next, page.ended = w.Position(), w.ended
	return nil
}

// isText tells bytes in text form: those of a file may well be equal from page to
// page, and are no sign of a circle.
func isText(v any) bool {
	_, ok := v.(string)
	return ok
}

func sumOf(items []any) [sha256.Size]byte {
	text, err := json.Marshal(items)
	if err != nil {
		return [sha256.Size]byte{} // made of what was JSON, so it has a form
	}
	return sha256.Sum256(text)
}

// leaveOut takes the items away that were handed out before.
func (w *Walk) leaveOut(page *Page, p *registry.Paginate) {
	if page.Part != nil {
		return
	}
	skip := min(w.skip, len(page.Items))
	page.at.Skip = skip
	if p.Distinct == "" {
		page.Items = page.Items[skip:]
		return
	}
	all := page.Items
	page.Items, page.place = nil, []int{}
	for i, item := range all {
		if w.seen.first(item, p.Distinct) && i >= skip {
			page.Items, page.place = append(page.Items, item), append(page.place, i)
		}
	}
}
