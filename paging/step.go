package paging

import (
	"strings"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// step is what an answer says of the page behind it.
type step struct {
	over   *registry.Action // the followed action, when the next page is its first
	base   map[string]any   // its parameters without those of paging
	params map[string]any   // nil at the end
	token  any              // what tells the next page from those before; nil where a number does
}

// step reads the way on from an answer with n items. Nothing is changed.
func (w *Walk) step(p *registry.Paginate, answer any, n int) (step, error) {
	if p.Send == "" {
		return step{}, nil
	}
	if counted(p) {
		return w.count(p, answer, n)
	}
	token := tokenOf(p, answer)
	if token == nil && p.NextRequest != "" {
		return w.nextRequest(p, answer, n)
	}
	if token == nil || p.StopOnEmpty && n == 0 {
		return step{}, nil
	}
	switch token.(type) {
	case bool, []any, map[string]any:
		if !strings.HasPrefix(p.Send, registry.BodyParam+".") {
			return step{}, unexpected(p.Read, "is %s where a page token was expected", kindOf(token))
		}
	}
	if p.Follow != nil {
		return w.cross(p, answer, token)
	}
	return step{params: dotted.With(w.params, p.Send, token), token: token}, nil
}

// tokenOf is the token of the next page, nil without one. 0 is a token.
func tokenOf(p *registry.Paginate, answer any) any {
	for _, path := range []string{p.Read, p.ReadElse} {
		if path == "" {
			continue
		}
		if v, _ := dotted.At(answer, path); v != nil && v != "" {
			return v
		}
	}
	return nil
}

// cross goes over to the followed action.
func (w *Walk) cross(p *registry.Paginate, answer, token any) (step, error) {
	next, err := w.target(w.action)
	if err != nil {
		return step{}, err
	}
	base := w.bound(w.action, next)
	params, err := bind(p.Follow, base, answer)
	if err != nil {
		return step{}, err
	}
	return step{next, base, dotted.With(params, p.Send, token), token}, nil
}

// nextRequest takes the whole next body from the answer.
func (w *Walk) nextRequest(p *registry.Paginate, answer any, n int) (step, error) {
	v, _ := dotted.At(answer, p.NextRequest)
	if v == nil || p.StopOnEmpty && n == 0 {
		return step{}, nil
	}
	body, isObject := v.(map[string]any)
	if !isObject {
		return step{}, unexpected(p.NextRequest, "is %s where the body of the next request was expected", kindOf(v))
	}
	if len(body) == 0 {
		return step{}, nil
	}
	return step{params: dotted.With(w.params, registry.BodyParam, body), token: body}, nil
}

// take goes where step says. The error is that it leads in a circle.
func (w *Walk) take(s step) error {
	w.skip = 0
	if w.ended = s.params == nil; w.ended {
		return nil
	}
	if s.over != nil {
		w.action, w.base, w.follow = s.over, s.base, true
	}
	w.params = s.params
	if s.token != nil && w.tokens.repeats(s.token) {
		return ErrRepeatedToken
	}
	return nil
}
