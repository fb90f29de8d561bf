package main

import (
	"context"
	"io"
	"os"

	"github.com/actionctl/connector/internal/terminal"
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

// sizeOf is how long the input is; 0 where that cannot be known.
func sizeOf(in io.Reader) int64 {
	f, ok := in.(*os.File)
	if !ok {
		return 0
	}
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}

// leavable reads until the context ends: standard input or a pipe that keeps silent
// cannot be broken off, only left behind.
type leavable struct {
	ctx context.Context
	in  io.Reader
	buf []byte // not the caller's: a Read that was left behind still writes to it
}

func (l *leavable) Read(p []byte) (int, error) {
	if l.buf == nil {
		l.buf = make([]byte, 64<<10)
	}
	if err := l.ctx.Err(); err != nil {
		return 0, err
	}
	buf := l.buf[:min(len(p), len(l.buf))]
	n, err := terminal.Await(l.ctx, func() (int, error) { return l.in.Read(buf) })
	if err != nil && l.ctx.Err() != nil {
		return 0, l.ctx.Err()
	}
	return copy(p, buf[:n]), err
}
