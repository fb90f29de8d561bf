package main

import (
	"io"
	"os"
	"strconv"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/registry"
)

// meterDownload shows how far a download is. done takes that off the screen.
func (a *app) meterDownload(res *connector.Result) (done func()) {
	if a.live == nil {
		return func() {}
	}
	total, err := strconv.ParseInt(res.Header.Get("Content-Length"), 10, 64)
	if err != nil {
		total = 0 // not known
	}
	m := terminal.NewMeter(a.live, "received", total, time.Now)
	res.Stream = &meteredStream{res.Stream, m.Reader(res.Stream)}
	return a.live.Clear
}

type meteredStream struct {
	io.Closer
	io.Reader
}

// meterUpload shows how far the file is that the call sends.
func (a *app) meterUpload() {
	f, ok := a.call.Params[registry.BodyParam].(*os.File)
	if !ok || a.live == nil {
		return
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	a.call.Params[registry.BodyParam] = &meteredFile{f, terminal.NewMeter(a.live, "sent", info.Size(), time.Now)}
}

// meteredFile is a file of known length that can be read again, as a repeat does.
type meteredFile struct {
	*os.File
	meter *terminal.Meter
}

func (f *meteredFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.meter.Add(n)
	return n, err
}

func (f *meteredFile) ReadAt(p []byte, at int64) (int, error) {
	n, err := f.File.ReadAt(p, at)
	f.meter.At(at + int64(n))
	return n, err
}

// WriteTo would let the file past the meter.
func (f *meteredFile) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, struct{ io.Reader }{f})
}
