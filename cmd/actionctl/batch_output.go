package main

import (
	"errors"
	"io"
	"os"
)

// openResults opens the file of results. They go into it as they come: a batch is long,
// and a killed one is to leave what it had. With a journal they are added to what is
// there, for that has data which no later run prints again.
func (a *app) openResults(o *batchOptions) (io.WriteCloser, error) {
	if o.outputFile == "" || o.outputFile == "-" {
		return keptOpen{a.Out}, nil
	}
	for _, other := range []string{o.file, o.journal} {
		if sameFile(o.outputFile, other) {
			return nil, usagef("--output-file: %s is read or kept by this batch; name another file", o.outputFile)
		}
	}
	mode := os.O_RDWR | os.O_CREATE | os.O_TRUNC
	if o.journal != "" {
		mode = os.O_RDWR | os.O_CREATE | os.O_APPEND
	}
	f, err := os.OpenFile(o.outputFile, mode, 0o666)
	if err != nil {
		return nil, usagef("--output-file: %w", err)
	}
	if err := endLine(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// endLine makes sure that the next line begins as one: a kill may have cut the last in
// two.
func endLine(f *os.File) error {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return err
	}
	last := make([]byte, 1)
	if _, err := f.ReadAt(last, info.Size()-1); err != nil || last[0] == '\n' {
		return err
	}
	_, err = f.Write([]byte("\n"))
	return err
}

func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && x.Mode().IsRegular() && os.SameFile(x, y)
}

// keptOpen is standard output, which is not ours to close.
type keptOpen struct{ io.Writer }

func (keptOpen) Close() error { return nil }
