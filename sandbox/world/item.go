package world

import (
	"slices"
	"strings"
)

// Item is one resource.
type Item struct {
	Number  int64          `json:"n"` // its own in the collection
	Key     []string       `json:"key"`
	Fields  map[string]any `json:"fields"`
	Seed    bool           `json:"seed,omitempty"`    // nobody has touched it yet
	Deleted bool           `json:"deleted,omitempty"` // and can be restored
	Hidden  int            `json:"hidden,omitempty"`  // reads that do not find it yet
	Tracks  []*Track       `json:"tracks,omitempty"`  // work that goes on
	Dir     bool           `json:"dir,omitempty"`     // a folder
	Data    []byte         `json:"data,omitempty"`    // a file's content

	entries []string // what the index knows it by
}

// own gives an item fields of its own before they are changed: answers that show it
// may still be on their way out.
func (it *Item) own() { it.Fields, _ = clone(it.Fields).(map[string]any) }

// Collection holds the items of one kind in the order in which they were made.
type Collection struct {
	Items []*Item  `json:"items"`
	First []string `json:"first,omitempty"` // the key of the first seeded item, which example parameters mean

	kind  Kind
	words KindWords
	index map[string]*Item
	last  int64 // the number of the item made last
	log   *changelog
}

func joined(key []string) string { return strings.Join(key, "\x00") }

// find is the item with a key, or with the id of one of its parts.
func (c *Collection) find(key []string) *Item { return c.index[joined(key)] }

// with is the item whose field has a value that no other shares.
func (c *Collection) with(field, value string) *Item { return c.index["="+field+"\x00"+value] }

func (c *Collection) add(it *Item) {
	c.last++
	it.Number = c.last
	c.Items = append(c.Items, it)
	c.enter(it)
}

// enter brings the index up to date with an item.
func (c *Collection) enter(it *Item) {
	c.leave(it)
	c.log.changed(c, it)
	it.entries = append(it.entries, joined(it.Key))
	for _, path := range c.words.Alias {
		items, id, _ := cutLast(path)
		list, _ := get(it.Fields, items).([]any)
		for _, element := range list {
			if v := text(get(element, id)); v != "" {
				it.entries = append(it.entries, v)
			}
		}
	}
	for _, field := range c.words.Unique {
		if v := text(get(it.Fields, field)); v != "" && !it.Deleted {
			it.entries = append(it.entries, "="+field+"\x00"+v)
		}
	}
	for _, e := range it.entries {
		c.index[e] = it
	}
}

func (c *Collection) leave(it *Item) {
	for _, e := range it.entries {
		if c.index[e] == it {
			delete(c.index, e)
		}
	}
	it.entries = it.entries[:0]
}

func (c *Collection) remove(it *Item) {
	c.leave(it)
	c.log.removed(c, it)
	if i := slices.Index(c.Items, it); i >= 0 {
		c.Items = slices.Delete(c.Items, i, i+1)
	}
}

// names are the keys of the items that can be seen.
func (c *Collection) names() []string {
	var names []string
	for _, it := range c.Items {
		if !it.Deleted && it.Hidden == 0 {
			names = append(names, strings.Join(it.Key, "/"))
		}
	}
	return names
}

// noun is what an item is called.
func (c *Collection) noun() string {
	if c.words.Noun != "" {
		return c.words.Noun
	}
	_, last, _ := cutLast(strings.ReplaceAll(c.kind.Name, "/", "."))
	last = strings.NewReplacer("-", " ", "_", " ").Replace(strings.TrimSuffix(last, "s"))
	return strings.ToUpper(last[:1]) + last[1:]
}

// cutLast splits a dotted path before its last step.
func cutLast(path string) (before, last string, ok bool) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return "", path, false
	}
	return path[:i], path[i+1:], true
}
