package world

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// ErrState is what errors.Is finds in the error for a file that holds no world.
var ErrState = errors.New("not a sandbox state file")

// file keeps a world between processes: the state as one JSON value, then the
// changes since, one a line. A process that has read it reads on behind what it knows;
// when the changes outgrow the state, a new file takes its place.
type file struct {
	path string
	head []byte    // how the file begins, which tells it from the one before; nil: not read
	base int64     // bytes of the state
	size int64     // bytes that were read and written, up to the last whole change
	when time.Time // when it was written last
}

const (
	headSize    = 64       // the mark of the state stands in it
	slackOfFile = 64 << 10 // bytes of changes that any file may have
)

// outgrown reports whether the changes are more than the state.
func (f *file) outgrown() bool { return f.head == nil || f.size-f.base > max(f.base, slackOfFile) }

// known reports whether an open file is the one that was read before.
func (f *file) known(r *os.File, info os.FileInfo) bool {
	head := make([]byte, len(f.head))
	_, err := r.ReadAt(head, 0)
	return f.head != nil && err == nil && bytes.Equal(head, f.head) && (info.Size() > f.size || info.Size() == f.size && info.ModTime().Equal(f.when))
}

// decodeState reads a whole file.
func (f *file) decodeState(text []byte) (state, error) {
	s := newState()
	base, err := strictly(text, &s)
	if err == nil && s.Version == stateVersion && s.Collections != nil && s.Tokens != nil && s.Handles != nil {
		f.head, f.base = bytes.Clone(text[:min(headSize, len(text))]), base
		f.size, err = f.replay(&s, text, base)
	} else if err == nil {
		err = s.whole()
	}
	if err != nil {
		f.head = nil
		return state{}, fmt.Errorf("%s: %w: %w; remove it to begin anew", f.path, ErrState, err)
	}
	return s, nil
}

// replay reads the changes from a place on, and returns where the last whole one
// ends. One without its line break is of a process that died while it wrote: its call
// was never answered, and the next change takes its place.
func (f *file) replay(s *state, text []byte, at int64) (int64, error) {
	r := newReplay(s)
	for {
		line, _, ended := bytes.Cut(text[at:], []byte("\n"))
		if !ended {
			break
		}
		if len(bytes.TrimSpace(line)) > 0 {
			var ch changes
			n, err := strictly(line, &ch)
			if err == nil && len(bytes.TrimSpace(line[n:])) > 0 {
				err = errors.New("there is more behind a change")
			}
			if err != nil {
				return 0, err
			}
			if err := r.add(ch); err != nil {
				return 0, err
			}
		}
		at += int64(len(line)) + 1
	}
	return at, r.end()
}

// strictly decodes one JSON value and returns where it ends.
func strictly(text []byte, into any) (int64, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	dec.DisallowUnknownFields()
	err := dec.Decode(into)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return dec.InputOffset(), err
}

// add writes a change behind the others. One that cannot be written whole is taken
// back as far as possible.
func (f *file) add(line []byte) error {
	w, err := os.OpenFile(f.path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	err = w.Truncate(f.size) // what a process left that died
	if err == nil {
		_, err = w.WriteAt(line, f.size)
	}
	if err != nil {
		return errors.Join(err, w.Truncate(f.size), w.Close())
	}
	f.size += int64(len(line))
	return errors.Join(f.noteTime(w), w.Close())
}

// replace puts a new file into the place of the old one.
func (f *file) replace(text []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(f.path), filepath.Base(f.path)+".*") // 0600
	if err != nil {
		return err
	}
	_, err = tmp.Write(text)
	err = errors.Join(err, f.noteTime(tmp), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), f.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	f.head, f.base, f.size = bytes.Clone(text[:min(headSize, len(text))]), int64(len(text)), int64(len(text))
	return nil
}

func (f *file) noteTime(w *os.File) error {
	info, err := w.Stat()
	if err == nil {
		f.when = info.ModTime()
	}
	return err
}
