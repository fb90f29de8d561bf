package world

import (
	"errors"
	"fmt"
	"slices"
)

// stateVersion is the form of the file that this package writes.
const stateVersion = 2

// state is what a world remembers. It is the first value of the file.
type state struct {
	Version     int                    `json:"version"`
	Mark        string                 `json:"mark"` // tells this writing of the whole from every other
	Counter     int64                  `json:"counter"`
	Collections map[string]*Collection `json:"collections"`
	Tokens      map[string][]string    `json:"tokens,omitempty"`  // the key of what an idempotency token made
	Handles     map[string]*Handle     `json:"handles,omitempty"` // files that are open for writing
}

func newState() state {
	return state{Version: stateVersion, Collections: map[string]*Collection{}, Tokens: map[string][]string{}, Handles: map[string]*Handle{}}
}

// whole reports what a state lacks that none of ours does.
func (s state) whole() error {
	if s.Version != stateVersion {
		return fmt.Errorf("it has version %d, not %d", s.Version, stateVersion)
	}
	if s.Collections == nil || s.Tokens == nil || s.Handles == nil {
		return errors.New("a part of it is null")
	}
	for id, h := range s.Handles {
		if h == nil {
			return fmt.Errorf("the handle %s is null", id)
		}
	}
	for _, name := range sorted(s.Collections) {
		if err := s.Collections[name].whole(name); err != nil {
			return err
		}
	}
	return nil
}

func (c *Collection) whole(name string) error {
	if c == nil {
		return fmt.Errorf("the collection %s is null", name)
	}
	kind, known := Builtin().Kinds[name]
	numbers := map[int64]bool{}
	for _, it := range c.Items {
		switch {
		case it == nil || it.Fields == nil || it.Key == nil && len(kind.Key) > 0: // what is only listed has no key
			return fmt.Errorf("an item of %s has no key or no fields", name)
		case known && len(it.Key) != len(kind.Key):
			return fmt.Errorf("the key %q of %s has not %d parts", it.Key, name, len(kind.Key))
		case slices.Contains(it.Tracks, nil):
			return fmt.Errorf("the work of an item of %s is null", name)
		case it.Number <= 0 || numbers[it.Number]:
			return fmt.Errorf("the item %q of %s has no number of its own", it.Key, name)
		}
		numbers[it.Number] = true
	}
	if known && c.First != nil && len(c.First) != len(kind.Key) {
		return fmt.Errorf("the key %q of %s has not %d parts", c.First, name, len(kind.Key))
	}
	return nil
}
