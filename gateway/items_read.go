package gateway

import (
	"iter"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

// reading is a listing that is read.
type reading struct {
	list   *connector.Listing
	action *registry.Action
	held   held
	marked bool // each page is followed by how to go on behind it
}

// pages are the items, as many at a time as the service gives. An object that is split
// over pages comes whole.
func (r reading) pages() iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		if r.action.Paginate != nil && len(r.action.Paginate.Merge) > 0 {
			for item, err := range r.list.Items(r.held) {
				r.held.answered()
				if err != nil {
					yield(nil, err)
				} else if !yield([]any{item}, nil) {
					return
				}
			}
			return
		}
		for page, err := range r.list.Pages(r.held) {
			r.held.answered()
			if err != nil {
				yield(nil, err)
			} else if !yield(page.Items, nil) {
				return
			}
		}
	}
}
