package main

import (
	"context"
	"io"
	"os"
)

// openCalls opens the file of calls.
func (a *app) openCalls(ctx context.Context, o *batchOptions) (io.ReadCloser, error) {
	if o.file == "-" {
		return io.NopCloser(&leavable{ctx: ctx, in: a.In}), nil
	}
	f, err := os.Open(o.file)
	if err != nil {
		return nil, usageError{err}
	}
	info, err := f.Stat()
	switch {
	case err != nil:
		_ = f.Close() // only read from
		return nil, usageError{err}
	case info.IsDir():
		_ = f.Close()
		return nil, usagef("%s is a folder, not a file of calls", o.file)
	case info.Mode().IsRegular():
		return f, nil
	}
	return struct {
		io.Reader
		io.Closer
	}{&leavable{ctx: ctx, in: f}, f}, nil
}

// leavable reads until the context ends: standard input or a pipe that keeps silent
// cannot be broken off, only left behind.
type leavable struct {
	ctx  context.Context
	in   io.Reader
	buf  []byte
	read chan readResult
}

type readResult struct {
	n   int
	err error
}

func (l *leavable) Read(p []byte) (int, error) {
	if l.read == nil {
		l.read = make(chan readResult, 1)
		l.buf = make([]byte, 64<<10)
	}
	if err := l.ctx.Err(); err != nil {
		return 0, err
	}
	buf := l.buf[:min(len(p), len(l.buf))]
	go func() {
		n, err := l.in.Read(buf)
		l.read <- readResult{n, err}
	}()
	select {
	case r := <-l.read:
		return copy(p, buf[:r.n]), r.err
	case <-l.ctx.Done():
		return 0, l.ctx.Err()
	}
}
