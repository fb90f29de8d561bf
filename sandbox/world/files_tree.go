package world

import (
	"encoding/json"
	"net/http"
	"path"
	"slices"
	"strings"
)

// folders makes a folder with those above it.
func (d *doing) folders(name string) *Problem {
	if name == "/" {
		return nil
	}
	if it := d.c.find([]string{name}); it != nil {
		if !it.Dir {
			return taken("%s is a file; a folder needs another name", name)
		}
		return nil
	}
	if no := d.folders(path.Dir(name)); no != nil {
		return no
	}
	d.addFile(&Item{Key: []string{name}, Fields: map[string]any{}, Dir: true})
	return nil
}

func (d *doing) addFile(it *Item) {
	if w := d.c.words.Files; w.ID != "" {
		put(it.Fields, w.ID, json.Number(d.form("integer", d.c.kind.Name)))
	}
	d.c.add(it)
}

// store keeps a file.
func (d *doing) store(name string, data []byte, overwrite bool) *Problem {
	if len(data) > MaxFile {
		return invalid("%s: %d bytes are more than the %d MiB that a sandbox keeps of a file", name, len(data), MaxFile>>20)
	}
	if no := d.folders(path.Dir(name)); no != nil {
		return no
	}
	old := d.c.find([]string{name})
	switch {
	case old == nil && name != "/":
		old = &Item{Key: []string{name}, Fields: map[string]any{}}
		d.addFile(old)
	case name == "/" || old.Dir:
		return taken("%s is a directory; a file needs another name", name)
	case !overwrite && !old.Seed:
		return taken("%s already exists; overwrite it or take another name", name)
	}
	old.Data, old.Seed = data, false
	d.apply(old.Fields)
	d.c.enter(old)
	return nil
}

func (d *doing) fileDelete(name string) *Problem {
	it, no := d.fileAt(name)
	if no != nil {
		return no
	}
	if d.words.Folder != it.Dir && d.words.Recursive == "" {
		return d.noFile(name)
	}
	below := slices.DeleteFunc(slices.Clone(d.c.Items), func(other *Item) bool { return !strings.HasPrefix(other.Key[0], it.Key[0]+"/") })
	seeds := !slices.ContainsFunc(below, func(other *Item) bool { return !other.Seed })
	if len(below) > 0 && !seeds && (d.words.Recursive == "" || get(d.call.Params, d.words.Recursive) != true) {
		return &Problem{http.StatusBadRequest, "DIRECTORY_NOT_EMPTY", "The directory " + name + " is not empty; delete what is in it first"}
	}
	for _, other := range append(below, it) {
		d.c.remove(other)
	}
	return nil
}

func (d *doing) fileMove(from, to string) *Problem {
	it, no := d.fileAt(from)
	if no != nil {
		return no
	}
	if old := d.c.find([]string{to}); old != nil && old.Dir {
		to = path.Join(to, path.Base(it.Key[0]))
	}
	if d.c.find([]string{to}) != nil {
		return taken("%s already exists", to)
	}
	if no := d.folders(path.Dir(to)); no != nil {
		return no
	}
	was := it.Key[0]
	for _, other := range slices.Clone(d.c.Items) {
		if rest, ok := strings.CutPrefix(other.Key[0], was); ok && (rest == "" || rest[0] == '/') {
			d.c.leave(other)
			other.Key, other.Seed = []string{to + rest}, false
			d.c.enter(other)
		}
	}
	return nil
}
