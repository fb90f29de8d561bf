package paging

import (
	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// counted reports whether no token leads from page to page.
func counted(p *registry.Paginate) bool {
	return p.Style == registry.PageIndex || p.Style == registry.PageNumber || p.Style == registry.PageOffset
}

// count is the way on where pages are numbered or items are, and no token leads from
// one to the next.
func (w *Walk) count(p *registry.Paginate, answer any, n int) (step, error) {
	by := int64(n)
	switch p.Style {
	case registry.PageNumber:
		by = int64(min(n, 1))
	case registry.PageOffset:
		var err error
		if by, err = offsetBy(p, answer, n); err != nil {
			return step{}, err
		}
	}
	if by == 0 {
		return step{}, nil
	}
	at := int64(0)
	if given, _ := dotted.At(w.params, p.Send); given != nil {
		at, _ = whole(given) // begin has seen to it
	}
	if p.First != nil {
		at = max(at, int64(*p.First)) // what is before the first page is taken for it
	}
	next, ok := add(at, by)
	if !ok {
		return step{}, unexpected(p.Items, "leads behind the largest number there is")
	}
	return step{params: dotted.With(w.params, p.Send, next)}, nil
}

// offsetBy is by how much the answer says to move on.
func offsetBy(p *registry.Paginate, answer any, n int) (int64, error) {
	v, _ := dotted.At(answer, p.Read)
	by, ok := whole(v)
	switch {
	case v == nil && n == 0:
		return 0, nil
	case v == nil:
		return 0, unexpected(p.Read, "is missing, so it is not known where the next page begins")
	case !ok || by < 0:
		return 0, unexpected(p.Read, "is %s where a number from 0 on was expected", kindOf(v))
	case by > 0 && n == 0:
		return 0, unexpected(p.Read, "says that something was read, but %s holds nothing", p.Items)
	}
	return by, nil
}
