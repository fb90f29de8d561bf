package paging

import (
	"encoding/json"

	"github.com/actionctl/connector/internal/dotted"
)

// seen are the ids of the items that came already, where a list may repeat some.
type seen map[string]struct{}

// first notes an item and reports whether its id is a new one. An item without id
// cannot be told from others and counts as new.
func (s seen) first(item any, path string) bool {
	id, ok := dotted.At(item, path)
	if !ok || id == nil {
		return true
	}
	key, isText := id.(string)
	if !isText {
		text, err := json.Marshal(id)
		if err != nil {
			return true
		}
		key = "\x00" + string(text) // 1 and "1" are two
	}
	_, known := s[key]
	s[key] = struct{}{}
	return !known
}
