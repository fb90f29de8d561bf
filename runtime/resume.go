package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/actionctl/connector/registry"
)

// A download that keeps breaking is given up after maxResumes answers in a row that
// brought less than resumeProgress each: a bad line may still carry a large file.
const (
	maxResumes     = 5
	resumeProgress = 1 << 20
)

// ErrChanged says that a download broke off and could not go on, because the file is
// not what it was when the download began. It has to begin anew.
var ErrChanged = errors.New("the file has changed meanwhile")

// askAgain sends the request of a download again with more headers. It repeats what
// can be repeated by itself: its error is final.
type askAgain func(ctx context.Context, more http.Header) (*Result, error)

// resumingBody is the stream of a download. Where the answer breaks off and the rest
// can be asked for, reading goes on in it unnoticed, and nothing is held in memory.
// Otherwise the error says how far the answer came; an answer that is shorter than
// announced is never taken for a whole one.
type resumingBody struct {
	action *registry.Action
	plan   *Plan
	again  askAgain // nil: what is missing cannot be asked for
	mark   mark     // what tells that the file is still the same
	sleep  func(context.Context, time.Duration) error
	cancel context.CancelFunc
	ctx    context.Context

	span  span
	start int64 // where reading began, in the file
	tries int   // since there was progress
	from  int64 // where the present answer began
	broke error // why the present answer came to its end
	final error

	mu     sync.Mutex // Close may come while Read waits
	body   io.ReadCloser
	closed bool
}

// newResumingBody takes over the stream of res. ctx is that of the whole call: while
// it lasts, a broken answer is resumed. Anything but a download of a file from an
// action with a Range parameter is not resumed, only watched for its length.
func newResumingBody(ctx context.Context, a *registry.Action, p *Plan, res *Result, again askAgain, sleep func(context.Context, time.Duration) error) io.ReadCloser {
	b := &resumingBody{action: a, plan: p, mark: markOf(res.Header), sleep: sleep, body: res.Stream}
	b.ctx, b.cancel = context.WithCancel(ctx)
	var single bool
	b.span, single = spanOf(res)
	b.start, b.from = b.span.next, b.span.next
	if single && b.mark.good() && takesRange(a) && hasPlainRanges(res.Header) {
		b.again = again
	}
	return b
}

func (b *resumingBody) Read(p []byte) (int, error) {
	for len(p) > 0 && b.final == nil {
		if b.span.whole() {
			return 0, io.EOF
		}
		if b.broke == nil {
			n, err := b.current().Read(b.span.clip(p))
			b.span.next += int64(n)
			b.broke = err // told when the bytes before it have been
			if n > 0 || err == nil {
				return n, nil
			}
		}
		switch {
		case isEOF(b.broke) && b.span.end < 0:
			return 0, io.EOF
		case isEOF(b.broke):
			b.broke = io.ErrUnexpectedEOF
		}
		b.resume()
	}
	return 0, b.final
}

// resume puts the answer to a new request in the place of the broken one, or sets the
// final error.
func (b *resumingBody) resume() {
	if b.span.next-b.from >= resumeProgress {
		b.tries = 0
	}
	b.tries++
	switch {
	case b.ctx.Err() != nil:
		b.final = b.brokeOff(context.Cause(b.ctx))
		return
	case b.again == nil:
		b.final = b.brokeOff(b.broke)
		return
	case b.tries > maxResumes:
		b.final = b.brokeOff(fmt.Errorf("%w, after %d attempts to go on", b.broke, maxResumes))
		return
	}
	b.drop()
	if err := b.sleep(b.ctx, b.pause()); err != nil {
		b.final = b.brokeOff(err)
		return
	}
	res, err := b.ask()
	switch {
	case err != nil && b.ctx.Err() != nil:
		b.final = b.brokeOff(context.Cause(b.ctx))
	case err != nil:
		b.final = b.brokeOff(err)
	case res != nil:
		b.broke, b.from = nil, b.span.next
		b.put(res.Stream)
	}
}

// pause is how long to wait before asking: not at all after an answer that brought
// something.
func (b *resumingBody) pause() time.Duration {
	if b.tries == 1 {
		return 0
	}
	return backoff(b.tries - 1)
}

// brokeOff is the error of an answer that did not come to its end.
func (b *resumingBody) brokeOff(cause error) error {
	cause = fmt.Errorf("the answer broke off after %d bytes: %w", b.span.next-b.start, cause)
	return noAnswer(b.action, b.plan, cause)
}

func (b *resumingBody) current() io.ReadCloser {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.body
}

// drop frees the connection of a broken answer, whose end is known already.
func (b *resumingBody) drop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	_ = b.body.Close()
	b.body = http.NoBody
}

func (b *resumingBody) put(body io.ReadCloser) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.body = body
	if b.closed {
		_ = body.Close() // the reader is told by the next read
	}
}

// Close ends the download, also while a Read waits.
func (b *resumingBody) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil
	}
	b.closed = true
	b.cancel()
	return b.body.Close()
}
