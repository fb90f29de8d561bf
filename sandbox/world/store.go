package world

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// stateVersion is the form of the file that this package writes.
const stateVersion = 1

// ErrState is what errors.Is finds in the error for a file that holds no world.
var ErrState = errors.New("not a sandbox state file")

// file keeps a world between processes. It is read and written under a lock, by one
// process at a time.
type file struct {
	path string
	seen fs.FileInfo // the file as it was read or written last
}

// check reads the file once, so that a broken one is refused at once.
func (f *file) check() error {
	text, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Dir(f.path)); err != nil {
			return fmt.Errorf("sandbox state: %w", err)
		}
		return nil
	}
	if err != nil {
		return fmt.Errorf("sandbox state: %w", err)
	}
	_, err = f.decode(text)
	return err
}

func (f *file) decode(text []byte) (state, error) {
	s := newState()
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	dec.DisallowUnknownFields()
	err := dec.Decode(&s)
	if err == nil && dec.More() {
		err = errors.New("there is more behind it")
	}
	if err != nil {
		return state{}, fmt.Errorf("%s: %w: %w; remove it to begin anew", f.path, ErrState, err)
	}
	if s.Version != stateVersion {
		return state{}, fmt.Errorf("%s: %w of version %d; it has version %d: remove it to begin anew", f.path, ErrState, stateVersion, s.Version)
	}
	if err := s.whole(); err != nil {
		return state{}, fmt.Errorf("%s: %w: %w; remove it to begin anew", f.path, ErrState, err)
	}
	return s, nil
}

// whole reports what a state lacks that none of ours does.
func (s state) whole() error {
	if s.Collections == nil || s.Tokens == nil || s.Handles == nil {
		return errors.New("a part of it is null")
	}
	for id, h := range s.Handles {
		if h == nil {
			return fmt.Errorf("the handle %s is null", id)
		}
	}
	for _, name := range sorted(s.Collections) {
		c := s.Collections[name]
		if c == nil {
			return fmt.Errorf("the collection %s is null", name)
		}
		kind, known := Builtin().Kinds[name]
		for _, it := range c.Items {
			switch {
			case it == nil || it.Fields == nil || it.Key == nil && len(kind.Key) > 0: // what is only listed has no key
				return fmt.Errorf("an item of %s has no key or no fields", name)
			case known && len(it.Key) != len(kind.Key):
				return fmt.Errorf("the key %q of %s has not %d parts", it.Key, name, len(kind.Key))
			case slices.Contains(it.Tracks, nil):
				return fmt.Errorf("the work of an item of %s is null", name)
			}
		}
		if known && c.First != nil && len(c.First) != len(kind.Key) {
			return fmt.Errorf("the key %q of %s has not %d parts", c.First, name, len(kind.Key))
		}
	}
	return nil
}

// load locks the file and reads it where another process has written it. The lock
// is held until unlock is called.
func (w *World) load() (unlock func(), err error) {
	unlock, err = lock(w.file.path + ".lock")
	if err != nil {
		return nil, fmt.Errorf("sandbox state: %w", err)
	}
	if err := w.read(); err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

func (w *World) read() error {
	info, err := os.Stat(w.file.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if w.file.seen != nil { // somebody removed it to begin anew
			w.state, w.file.seen = newState(), nil
		}
		return nil
	case err != nil:
		return fmt.Errorf("sandbox state: %w", err)
	case w.file.seen != nil && os.SameFile(info, w.file.seen) && info.ModTime().Equal(w.file.seen.ModTime()) && info.Size() == w.file.seen.Size():
		return nil
	}
	text, err := os.ReadFile(w.file.path)
	if err != nil {
		return fmt.Errorf("sandbox state: %w", err)
	}
	s, err := w.file.decode(text)
	if err != nil {
		return err
	}
	w.state, w.file.seen = s, info
	return nil
}

// save puts the world into the file: a new file takes its place whole.
func (w *World) save() error {
	text, err := json.Marshal(w.state)
	if err != nil {
		return fmt.Errorf("sandbox state: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(w.file.path), filepath.Base(w.file.path)+".*") // 0600
	if err != nil {
		return fmt.Errorf("sandbox state: %w", err)
	}
	_, err = tmp.Write(append(text, '\n'))
	err = errors.Join(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), w.file.path)
	}
	if err != nil {
		return fmt.Errorf("sandbox state: %w", errors.Join(err, os.Remove(tmp.Name())))
	}
	w.file.seen, err = os.Stat(w.file.path)
	if err != nil {
		return fmt.Errorf("sandbox state: %w", err)
	}
	return nil
}
