package runtime

import (
	"errors"
	"io"
)

// body is b with every reader it opens under watch.
func (w *idleWatch) body(b *Body) *Body {
	if b == nil {
		return nil
	}
	watched := *b
	watched.Open = func() (io.ReadCloser, error) {
		r, err := b.Open()
		if err != nil {
			return nil, err
		}
		if r == nil { // the transport would crash on it, where nobody can recover
			return nil, errors.New("it opens nothing")
		}
		return w.request(r), nil
	}
	return &watched
}

// request watches what the transport reads in order to send it.
func (w *idleWatch) request(r io.ReadCloser) io.ReadCloser { return &idleRequest{r, w} }

type idleRequest struct {
	io.ReadCloser
	watch *idleWatch
}

// Read lets the service's time rest while the caller's reader is busy. That it is
// asked again means that the service has taken what was read before.
func (r *idleRequest) Read(p []byte) (int, error) {
	r.watch.sending(false)
	defer r.watch.sending(true)
	return r.ReadCloser.Read(p)
}

// sending tells that bytes to send are being fetched, or were. After an answer has
// begun it counts only as movement: the answer decides whose turn it is.
func (w *idleWatch) sending(fetched bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.answer == nil:
		w.set(fetched)
	case w.running:
		w.set(true)
	}
}

// response watches an answer. Closing it ends the watch and the attempt's context.
func (w *idleWatch) response(r io.ReadCloser) io.ReadCloser {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answer = r
	w.set(false)
	return (*idleResponse)(w)
}

// idleResponse is a watch in the form of the answer's body.
type idleResponse idleWatch

func (r *idleResponse) Read(p []byte) (int, error) {
	w := (*idleWatch)(r)
	w.wait()
	n, err := w.answer.Read(p)
	w.rest()
	if err != nil && !isEOF(err) {
		err = w.cause(err)
	}
	return n, err
}

func (r *idleResponse) Close() error {
	w := (*idleWatch)(r)
	defer w.end()
	return w.answer.Close()
}
