package audit

import (
	"errors"
	"io"
	"iter"
	"os"
	"slices"
)

// Read reads the records of a file and of those that were put aside from it, the oldest
// first, as they were when it began. A line that is no record comes as a *LineError, and
// reading goes on; any other error is the last pair.
func Read(path string, f Filter) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if err := f.Validate(); err != nil {
			yield(Record{}, err)
			return
		}
		if f.Open {
			readOpen(path, f, yield)
			return
		}
		for r, err := range readAll(path) {
			if (err != nil || f.Takes(r)) && !yield(r, err) {
				return
			}
		}
	}
}

// readOpen reads the calls that have a beginning and no end.
func readOpen(path string, f Filter, yield func(Record, error) bool) {
	begun := map[string]Record{}
	for r, err := range readAll(path) {
		switch {
		case err != nil:
			if !yield(Record{}, err) {
				return
			}
		case r.Phase == Begin && f.Takes(r):
			begun[r.Call] = r
		case r.Phase != Begin:
			delete(begun, r.Call)
		}
	}
	open := make([]Record, 0, len(begun))
	for _, r := range begun {
		open = append(open, r)
	}
	slices.SortFunc(open, func(a, b Record) int { return a.Time.Compare(b.Time) })
	for _, r := range open {
		if !yield(r, nil) {
			return
		}
	}
}

// readAll reads all files. The newest is opened first: what is put aside while the others
// are read is neither missed nor read twice.
func readAll(path string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		path = resolved(path)
		newest, err := os.Open(path)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			yield(Record{}, told(path, err))
			return
		}
		older, listed := asideOf(path)
		if err != nil && (listed != nil || len(older) == 0) {
			yield(Record{}, told(path, err))
			return
		}
		if newest != nil {
			defer func() { _ = newest.Close() }()
		}
		for _, a := range older {
			old, err := os.Open(a.path)
			if errors.Is(err, os.ErrNotExist) {
				continue // there were too many
			}
			if err != nil {
				yield(Record{}, told(a.path, err))
				return
			}
			if same(old, newest) { // put aside a moment ago, and so are those behind it
				_ = old.Close()
				break
			}
			more := readFile(old, yield)
			_ = old.Close()
			if !more {
				return
			}
		}
		if newest != nil {
			readFile(newest, yield)
		}
	}
}

// readFile hands out the records of one file; false when nobody wants more.
func readFile(file *os.File, yield func(Record, error) bool) bool {
	in := newLines(file.Name(), file)
	for {
		r, err := in.next()
		if errors.Is(err, io.EOF) {
			return true
		}
		var odd *LineError
		if err != nil && !errors.As(err, &odd) {
			yield(Record{}, told(file.Name(), err))
			return false
		}
		if !yield(r, err) {
			return false
		}
	}
}

func same(a, b *os.File) bool {
	if a == nil || b == nil {
		return false
	}
	one, err := a.Stat()
	if err != nil {
		return false
	}
	other, err := b.Stat()
	return err == nil && os.SameFile(one, other)
}
