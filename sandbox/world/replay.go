package world

import (
	"fmt"
	"slices"
)

// replay puts changes into a state, one after the other. It finds items by their
// numbers, so that many changes take no longer than they are many.
type replay struct {
	state *state
	items map[string]map[int64]*Item
	gone  map[*Item]bool
}

func newReplay(s *state) *replay {
	return &replay{state: s, items: map[string]map[int64]*Item{}, gone: map[*Item]bool{}}
}

func (r *replay) add(ch changes) error {
	r.state.Counter = max(r.state.Counter, ch.Counter)
	for name, c := range ch.New {
		r.state.Collections[name] = c
		delete(r.items, name)
	}
	for name, numbers := range ch.Gone {
		items, err := r.numbered(name)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			if it := items[n]; it != nil {
				r.gone[it] = true
				delete(items, n)
			}
		}
	}
	for name, changed := range ch.Items {
		items, err := r.numbered(name)
		if err != nil {
			return err
		}
		c := r.state.Collections[name]
		for _, it := range changed {
			if it == nil {
				return fmt.Errorf("a change of %s is null", name)
			}
			if old := items[it.Number]; old != nil {
				*old = *it
			} else {
				items[it.Number] = it
				c.Items = append(c.Items, it)
			}
		}
	}
	for token, key := range ch.Tokens {
		r.state.Tokens[token] = key
	}
	for id, h := range ch.Handles {
		if h == nil {
			delete(r.state.Handles, id)
		} else {
			r.state.Handles[id] = h
		}
	}
	return nil
}

// numbered are the items of a collection by their numbers. Its index is made anew
// when the collection is used next.
func (r *replay) numbered(name string) (map[int64]*Item, error) {
	if items := r.items[name]; items != nil {
		return items, nil
	}
	c := r.state.Collections[name]
	if c == nil {
		return nil, fmt.Errorf("a change is about %s, which is not there", name)
	}
	c.index = nil
	items := make(map[int64]*Item, len(c.Items))
	for _, it := range c.Items {
		items[it.Number] = it
	}
	r.items[name] = items
	return items, nil
}

// end takes the items away that are gone, and reports what is wrong with the rest.
func (r *replay) end() error {
	for name := range r.items {
		c := r.state.Collections[name]
		c.Items = slices.DeleteFunc(c.Items, func(it *Item) bool { return r.gone[it] })
	}
	for _, c := range r.state.Collections {
		if c != nil && c.index == nil {
			c.last = 0
			for _, it := range c.Items {
				if it != nil {
					c.last = max(c.last, it.Number)
				}
			}
		}
	}
	return r.state.whole()
}
