package activities

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/objects"
)

// errTooLarge says that an answer has no place.
var errTooLarge = errors.New("the answer is too large for a history, and this worker has no store of objects")

// lines gathers values: in memory as long as they are few, else as lines of JSON in an
// object. Whoever makes it calls end or drop.
type lines[T any] struct {
	ctx   context.Context
	store objects.Store // may be nil
	owner string
	limit int // bytes of JSON in memory; 0 means that all goes to an object

	inline []T
	size   int // bytes of JSON
	count  int
	pipe   *io.PipeWriter // to the object; nil as long as there is none
	stored chan storing
}

type storing struct {
	object contract.Object
	err    error
}

// fits tells whether one more value has its place in memory.
func (l *lines[T]) fits(text []byte) bool { return l.pipe == nil && l.size+sizeOf(text) <= l.limit }

// add adds a value.
func (l *lines[T]) add(v T) error {
	text, err := encode(v)
	if err != nil {
		return err
	}
	if l.fits(text) {
		l.inline = append(l.inline, v)
	} else if err = l.spill(); err == nil {
		err = l.write(text)
	}
	l.size += sizeOf(text)
	l.count++
	return err
}

// spill moves what is in memory to an object.
func (l *lines[T]) spill() error {
	if l.pipe != nil {
		return nil
	}
	if l.store == nil {
		return objectError(fmt.Errorf("%w: %d bytes are the limit", errTooLarge, l.limit))
	}
	out, in := io.Pipe()
	l.pipe, l.stored = in, make(chan storing, 1)
	go func() {
		o, err := l.store.Put(l.ctx, l.owner, out, typeLines)
		_ = out.CloseWithError(errors.Join(err, io.ErrClosedPipe)) // nobody reads on
		l.stored <- storing{o, err}
	}()
	for _, v := range l.inline {
		text, err := encode(v)
		if err != nil {
			return err
		}
		if err := l.write(text); err != nil {
			return err
		}
	}
	l.inline = nil
	return nil
}

// write adds a line to the object.
func (l *lines[T]) write(text []byte) error {
	if _, err := l.pipe.Write(append(text, '\n')); err != nil {
		return objectError(err)
	}
	return nil
}

// end is the object, nil when all is in memory.
func (l *lines[T]) end() (*contract.Object, error) {
	if l.limit == 0 {
		if err := l.spill(); err != nil {
			return nil, err
		}
	}
	if l.pipe == nil {
		return nil, nil //nolint:nilnil // that is said above
	}
	_ = l.pipe.Close()
	s := <-l.stored
	l.pipe = nil
	if s.err != nil {
		return nil, objectError(s.err)
	}
	s.object.Count = l.count
	return &s.object, nil
}

// drop ends what is not wanted. The error is that of the store where it is the reason.
func (l *lines[T]) drop(why error) error {
	if l.pipe == nil {
		return why
	}
	_ = l.pipe.CloseWithError(why)
	l.pipe = nil
	if s := <-l.stored; s.err != nil && !errors.Is(s.err, why) {
		return objectError(s.err)
	}
	return why
}

// sizeOf is what JSON takes in a list.
func sizeOf(text []byte) int { return escaped(text) + len(",") }

// encode is one line of JSON without its end.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
