package paging

import (
	"crypto/sha256"
	"fmt"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// Options say how to walk. The zero value begins at the beginning.
type Options struct {
	Find     Find     // looks up the action that later pages come from
	PageSize int      // items to ask for at a time; 0 means what the descriptor says
	From     Position // where another walk over the same call stood
}

// Request is a page to be asked for.
type Request struct {
	Action string
	Params map[string]any // not to be changed
}

// Walk is a way over the pages of one call. It is not safe for concurrent use.
type Walk struct {
	find   Find
	size   int
	call   map[string]any   // the parameters of the call, with the page size
	action *registry.Action // the one that is asked next; its paginate block says how
	base   map[string]any   // what its parameters are without those of paging
	params map[string]any   // of the next request
	skip   int              // items of the next page that were handed out already
	follow bool             // action is not the one that was called
	ended  bool
	stuck  error // why there is no next request although the list is not at its end

	tokens  cycle
	last    [sha256.Size]byte // of the items of the page before, where pages are counted
	seen    seen
	instead bool
}

// New begins a walk over the pages of a call of a. params are of JSON kinds; they may
// already say which page to begin with. The error says what is wrong with the
// options.
func New(a *registry.Action, params map[string]any, o Options) (*Walk, error) {
	if a.Paginate == nil {
		return nil, fmt.Errorf("%s is no list", a.Name)
	}
	call, err := withSize(a, params, o.PageSize)
	if err != nil {
		return nil, err
	}
	w := &Walk{find: o.Find, size: o.PageSize, call: call, action: a, base: call, seen: seen{}}
	if o.From.Follow {
		if err := w.goOver(); err != nil {
			return nil, err
		}
	}
	if o.From.Skip < 0 {
		return nil, fmt.Errorf("%d items cannot be left out", o.From.Skip)
	}
	w.params, w.skip, w.instead = o.From.in(w.base), o.From.Skip, o.From.Instead
	return w, w.begin()
}

// begin takes note of the page that the call itself asks for.
func (w *Walk) begin() error {
	v := w.sent()
	if v == nil {
		return nil
	}
	if _, ok := whole(v); !ok && counted(w.action.Paginate) {
		return fmt.Errorf("parameter %s is %s where a whole number was expected", w.action.Paginate.Send, kindOf(v))
	}
	w.tokens.repeats(v)
	return nil
}

// goOver makes the followed action the one that is asked.
func (w *Walk) goOver() error {
	if w.action.Paginate.Follow == nil {
		return fmt.Errorf("%s does not follow on in another action", w.action.Name)
	}
	next, err := w.target(w.action)
	if err != nil {
		return err
	}
	w.base = w.bound(w.action, next)
	w.action, w.follow = next, true
	return nil
}

// sent is the value that the next request asks for its page with, nil without one.
func (w *Walk) sent() any {
	p := w.action.Paginate
	if p.Send == "" || p.Follow != nil {
		return nil
	}
	v, _ := dotted.At(w.params, p.Send)
	return v
}

// Next is the page to ask for now, the same until its answer was read, and nil behind
// the last one. The error is ErrRepeatedToken.
func (w *Walk) Next() (*Request, error) {
	if w.stuck != nil || w.ended {
		return nil, w.stuck
	}
	return &Request{w.action.Name, w.params}, nil
}

// Ended reports whether the last page was read.
func (w *Walk) Ended() bool { return w.ended }

// Merges reports whether the pages are parts of one object.
func (w *Walk) Merges() bool { return len(w.action.Paginate.Merge) > 0 }

// Position is where the walk stands: before the page that Next asks for.
func (w *Walk) Position() Position {
	at := between(w.base, w.params)
	at.Follow, at.Skip, at.Instead = w.follow, w.skip, w.instead
	return at
}
