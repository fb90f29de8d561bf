package audit

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"os"
)

// Follow is Read, and goes on with the records that come later, also where there is no
// file yet. wait is called whenever there is nothing more for now; its error ends the
// reading. Filter.Open is left out: a call is open only until its end comes.
func Follow(path string, f Filter, wait func() error) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if err := f.Validate(); err != nil {
			yield(Record{}, err)
			return
		}
		path = resolved(path)
		t := &tail{path: path}
		defer t.close()
		for {
			r, err := t.next()
			var odd *LineError
			switch {
			case errors.Is(err, io.EOF):
				if wait() != nil {
					return
				}
			case err != nil:
				if !errors.As(err, &odd) {
					yield(Record{}, told(path, err))
					return
				}
				if !yield(Record{}, err) {
					return
				}
			case f.Takes(r) && !yield(r, nil):
				return
			}
		}
	}
}

// tail reads one file after another as they grow.
type tail struct {
	path   string
	file   *os.File // nil before the first
	left   bool     // nothing more comes into file
	number int      // of the last line
	rest   []byte   // of file, behind the last line
}

// next is the next record; io.EOF when there is none yet.
func (t *tail) next() (Record, error) {
	for {
		if line, ok := t.line(); ok {
			if len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			r, err := decode(line)
			if err != nil {
				return Record{}, &LineError{t.file.Name(), t.number, err}
			}
			return r, nil
		}
		grew, err := t.read()
		if err != nil || grew {
			if err != nil {
				return Record{}, err
			}
			continue
		}
		if t.left {
			if err := t.turn(); err != nil {
				return Record{}, err
			}
			continue
		}
		if err := t.look(); err != nil {
			return Record{}, err
		}
	}
}

// line takes a whole line off the rest.
func (t *tail) line() ([]byte, bool) {
	line, rest, ok := bytes.Cut(t.rest, []byte("\n"))
	if !ok {
		return nil, false
	}
	t.rest = rest
	t.number++
	return line, true
}

// read takes what the file has more.
func (t *tail) read() (bool, error) {
	if t.file == nil {
		return false, nil
	}
	if len(t.rest) > maxLine {
		t.rest = t.rest[:0]
		return false, &LineError{t.file.Name(), t.number + 1, errLong}
	}
	piece := make([]byte, maxLine)
	n, err := t.file.Read(piece)
	t.rest = append(t.rest, piece[:n]...)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return n > 0, err
}

// look finds out whether more comes into the file: when another has its name, what was
// written into this one is read once more, and then it is left. io.EOF tells to wait.
func (t *tail) look() error {
	if t.file == nil {
		return t.turn()
	}
	newest, err := os.Open(t.path)
	if errors.Is(err, os.ErrNotExist) {
		return io.EOF // it is being put aside
	}
	if err != nil {
		return err
	}
	defer func() { _ = newest.Close() }()
	if same(t.file, newest) {
		if err := t.shrunk(); err != nil {
			return err
		}
		return io.EOF
	}
	t.left = true
	return nil
}

// shrunk goes back where the file ends now: what could not be written whole was taken
// away again.
func (t *tail) shrunk() error {
	info, err := t.file.Stat()
	if err != nil {
		return err
	}
	at, err := t.file.Seek(0, io.SeekCurrent)
	if err != nil || info.Size() >= at {
		return err
	}
	t.rest = t.rest[:max(0, int64(len(t.rest))-(at-info.Size()))]
	_, err = t.file.Seek(info.Size(), io.SeekStart)
	return err
}

// turn goes on to the file that follows.
func (t *tail) turn() error {
	next, err := t.following()
	if err != nil {
		return err
	}
	number := t.number + 1
	cut := len(t.rest) > 0
	old := t.file
	t.file, t.left, t.number, t.rest = next, false, 0, nil
	if old == nil {
		return nil
	}
	name := old.Name()
	_ = old.Close()
	if cut {
		return &LineError{name, number, ErrCut}
	}
	return nil
}

// following opens the file behind the one that is read. The newest is opened before the
// others are listed: none can slip between.
func (t *tail) following() (*os.File, error) {
	newest, err := os.Open(t.path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	older, listed := asideOf(t.path)
	if listed != nil && newest == nil {
		return nil, io.EOF // there is not even the folder
	}
	at := -1 // of the one that is read; the first of all comes next when there is none
	for i := range older {
		if info, err := os.Stat(older[i].path); err == nil && t.file != nil {
			if own, err := t.file.Stat(); err == nil && os.SameFile(info, own) {
				at = i
			}
		}
	}
	known := t.file == nil || at >= 0 // else it was removed, or somebody else moved it
	if known && at+1 < len(older) {
		if newest != nil {
			_ = newest.Close()
		}
		next, err := os.Open(older[at+1].path)
		if errors.Is(err, os.ErrNotExist) {
			err = io.EOF // there were too many; the next look finds what is left
		}
		return next, err
	}
	if newest == nil {
		return nil, io.EOF
	}
	return newest, nil
}

func (t *tail) close() {
	if t.file != nil {
		_ = t.file.Close()
	}
}
