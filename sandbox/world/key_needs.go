package world

import (
	"encoding/json"
	"strings"
)

// above refuses a key whose first parts name no item of the parent. It is asked only
// for what is not there itself.
func (d *doing) above(key []string) *Problem {
	if d.c.words.Parent == "" {
		return nil
	}
	parent := d.collection(d.c.words.Parent)
	for len(key) < len(parent.kind.Key) && parent.words.Parent != "" {
		parent = d.collection(parent.words.Parent)
	}
	n := len(parent.kind.Key)
	if n == 0 || n > len(key) || d.parentOf(parent, key[:n]) != nil {
		return nil
	}
	return noItem(parent, key[:n])
}

func (d *doing) parentOf(parent *Collection, key []string) *Item {
	if it := parent.find(key); it != nil {
		return it
	}
	return parent.find(d.meant(parent, key, d.part.Key))
}

// canonical is a key with the parent's real key in it.
func (d *doing) canonical(key []string) []string {
	key = append([]string(nil), key...)
	if d.c.words.Parent == "" {
		return key
	}
	parent := d.collection(d.c.words.Parent)
	if n := len(parent.kind.Key); n <= len(key) {
		if it := d.parentOf(parent, key[:n]); it != nil {
			copy(key, it.Key)
		}
	}
	return key
}

// needs finds the items elsewhere without which the call makes no sense.
func (d *doing) needs() *Problem {
	for _, name := range sorted(d.words.Need) {
		c := d.collection(name)
		var key []string
		example := true
		for _, path := range d.words.Need[name] {
			v := text(get(d.call.Params, path))
			if v == "" {
				return nil // optional, and not given
			}
			key = append(key, v)
			example = example && d.isExample(path, v)
		}
		if len(c.kind.Key) == 1 && len(key) > 1 {
			key = []string{strings.Join(key, ".")}
		}
		if d.base = c.find(key); d.base == nil && example {
			if d.base = c.find(c.First); d.base != nil {
				d.mean(d.words.Need[name], d.base.Key)
			}
		}
		if d.base == nil {
			return noItem(c, key)
		}
	}
	return nil
}

// mean puts the key of a seeded item in the place of the examples that stand for it.
func (d *doing) mean(paths, key []string) {
	if len(paths) > len(key) {
		key = strings.Split(key[0], ".")
	}
	d.call.Params, _ = clone(d.call.Params).(map[string]any)
	for i, path := range paths {
		if have := get(d.call.Params, path); i < len(key) && have != nil {
			if _, isText := have.(string); isText {
				put(d.call.Params, path, key[i])
			} else {
				put(d.call.Params, path, json.Number(key[i]))
			}
		}
	}
}
