package runtime

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"sync"
	"sync/atomic"
)

// errSpent is the error of opening a body a second time that can be read only once.
var errSpent = errors.New("the body was read already and cannot be read again")

// rawBody sends bytes as they are. It takes []byte, string, an io.Reader, or a
// func() (io.ReadCloser, error) that opens the body anew. A reader that can seek is
// read again from where it stood; any other can be sent once. Readers are not
// closed: they are the caller's.
func rawBody(content string, data any) (*Body, error) {
	if v := reflect.ValueOf(data); (v.Kind() == reflect.Pointer || v.Kind() == reflect.Func) && v.IsNil() {
		return nil, fmt.Errorf("is a nil %T", data)
	}
	switch data := data.(type) {
	case *Body: // made already: the plan is being shown
		return data, nil
	case []byte:
		return bytesBody(content, data), nil
	case string:
		return bytesBody(content, []byte(data)), nil
	case func() (io.ReadCloser, error):
		return &Body{Content: content, Length: -1, Replayable: true, Open: data}, nil
	case io.ReadSeeker:
		return seekerBody(content, data)
	case io.Reader:
		return onceBody(content, data), nil
	}
	return nil, fmt.Errorf("%s cannot be sent as %s; give []byte, a string, an io.Reader or a file", kindName(data), content)
}

func seekerBody(content string, r io.ReadSeeker) (*Body, error) {
	if f, ok := r.(fs.File); ok {
		info, err := f.Stat()
		if err == nil && info.IsDir() {
			return nil, fmt.Errorf("%s is a folder, not a file", info.Name())
		}
		if err == nil && !info.Mode().IsRegular() {
			return onceBody(content, r), nil // a pipe or a device: its length says nothing
		}
	}
	start, err := r.Seek(0, io.SeekCurrent)
	if err != nil {
		return onceBody(content, r), nil //nolint:nilerr // a pipe that calls itself a file
	}
	end, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, fmt.Errorf("cannot find the length: %w", err)
	}
	if _, err := r.Seek(start, io.SeekStart); err != nil {
		return nil, fmt.Errorf("cannot go back to where it stood: %w", err)
	}
	body := &Body{Content: content, Length: max(end-start, 0), Replayable: true, Open: newReopener(r, start).open}
	if at, ok := r.(io.ReaderAt); ok {
		body.Open = func() (io.ReadCloser, error) {
			return io.NopCloser(io.NewSectionReader(at, start, body.Length)), nil
		}
	}
	return body, nil
}

// reopener reads one seeker again and again. The transport may still be reading for
// an attempt that was answered early, so opening anew cuts the earlier reader off.
type reopener struct {
	mu     sync.Mutex
	seeker io.ReadSeeker
	start  int64
	last   *reopened
}

type reopened struct{ from *reopener }

func newReopener(r io.ReadSeeker, start int64) *reopener {
	return &reopener{seeker: r, start: start}
}

func (o *reopener) open() (io.ReadCloser, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.last = &reopened{o}
	_, err := o.seeker.Seek(o.start, io.SeekStart)
	return io.NopCloser(o.last), err
}

func (r *reopened) Read(p []byte) (int, error) {
	r.from.mu.Lock()
	defer r.from.mu.Unlock()
	if r.from.last != r {
		return 0, errSpent
	}
	return r.from.seeker.Read(p)
}

func onceBody(content string, r io.Reader) *Body {
	var spent atomic.Bool
	open := func() (io.ReadCloser, error) {
		if spent.Swap(true) {
			return nil, errSpent
		}
		return io.NopCloser(r), nil
	}
	return &Body{Content: content, Length: -1, Open: open}
}
