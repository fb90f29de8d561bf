package activities

import (
	"context"
	"encoding/json"
	"errors"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// listReading is a list that is being read.
type listReading struct {
	list  *connector.Listing
	tell  func(contract.ListProgress)
	items lines[json.RawMessage]
	// passes tells which errors may be none later.
	passes func(error) bool
}

// read reads until the end, a limit, or until no more fits. What was read before a
// failure that may pass, or before the worker stops, is given, and the rest is left to the
// next activity: it would be read again for nothing.
func (r *listReading) read(ctx context.Context, from string) (*contract.Items, error) {
	whole := r.items.limit == 0
	rest := from
	for item, err := range r.list.Items(ctx) {
		var text []byte
		if err == nil {
			text, err = encode(item)
		}
		if err != nil {
			if !whole && rest != from && r.mayGoOn(ctx, err) {
				return r.some(rest)
			}
			return nil, r.items.drop(err)
		}
		if !whole && r.items.count > 0 && !r.items.fits(append(text, rest...)) {
			return r.some(rest)
		}
		if err := r.items.add(text); err != nil {
			return nil, r.items.drop(err)
		}
		rest = r.list.ResumeToken()
		r.tell(contract.ListProgress{Items: r.items.count, Pages: r.list.PagesRead()})
		if !whole && r.items.pipe != nil { // one that is larger than an answer goes alone
			break
		}
	}
	return r.some(r.list.ResumeToken())
}

// mayGoOn reports whether another activity may get further than this one.
func (r *listReading) mayGoOn(ctx context.Context, err error) bool {
	if ctx.Err() != nil {
		return errors.Is(context.Cause(ctx), errStopping)
	}
	return r.passes(err)
}

// some is what was read. rest is the token of what was not.
func (r *listReading) some(rest string) (*contract.Items, error) {
	object, err := r.items.end()
	if err != nil {
		return nil, err
	}
	items := &contract.Items{
		Items: r.items.inline, Object: object, Count: r.items.count, Pages: r.list.PagesRead(), ResumeToken: rest,
	}
	if items.Items == nil {
		items.Items = []json.RawMessage{}
	}
	return items, nil
}
