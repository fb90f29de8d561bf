package paging

import (
	"fmt"
	"strings"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// Find looks up an action by its name.
type Find func(name string) (*registry.Action, error)

// target is the action that the later pages of a come from.
func (w *Walk) target(a *registry.Action) (*registry.Action, error) {
	if w.find == nil {
		return nil, fmt.Errorf("%s follows on in %s, which cannot be looked up", a.Name, a.Paginate.Follow.Action)
	}
	next, err := w.find(a.Paginate.Follow.Action)
	if err != nil {
		return nil, fmt.Errorf("%s follows on in another action: %w", a.Name, err)
	}
	if next.Paginate == nil || next.Paginate.Follow != nil {
		return nil, fmt.Errorf("%s follows on in %s, which says not by itself how its pages go on", a.Name, next.Name)
	}
	return next, nil
}

// bound are the parameters of the followed action as far as the call tells them; what
// comes from an answer is put in with bind.
func (w *Walk) bound(a *registry.Action, next *registry.Action) map[string]any {
	params := map[string]any{}
	for name, from := range a.Paginate.Follow.With {
		if path, ok := strings.CutPrefix(from, "request."); ok {
			if v, given := dotted.At(w.call, path); given {
				params = dotted.With(params, name, v)
			}
		}
	}
	return ownSize(next, params, w.size)
}

// bind puts in what comes from the answer of the first page.
func bind(f *registry.Follow, params map[string]any, answer any) (map[string]any, error) {
	for name, from := range f.With {
		path, ok := strings.CutPrefix(from, "response.")
		if !ok {
			continue
		}
		v, _ := dotted.At(answer, path)
		if v == nil {
			return nil, unexpected(path, "is missing, and the next page cannot be asked for without it")
		}
		params = dotted.With(params, name, v)
	}
	return params, nil
}

// again is where the page that the call itself was answered with can be asked for
// once more without running the call a second time, where the descriptor knows.
func (w *Walk) again(p *registry.Paginate, answer any) (Position, bool) {
	if p.Follow == nil || p.First == nil {
		return Position{}, false
	}
	next, err := w.target(w.action)
	if err != nil {
		return Position{}, false
	}
	base := w.bound(w.action, next)
	params, err := bind(p.Follow, base, answer)
	if err != nil {
		return Position{}, false
	}
	at := between(base, dotted.With(params, p.Send, *p.First))
	at.Follow = true
	return at, true
}
