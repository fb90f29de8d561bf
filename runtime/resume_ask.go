package runtime

import (
	"errors"
	"fmt"
	"net/http"
)

// ask asks for what is missing. Neither answer nor error means that nothing is.
func (b *resumingBody) ask() (*Result, error) {
	res, err := b.again(b.ctx, b.rest())
	var api *APIError
	if errors.As(err, &api) {
		switch {
		case api.Status == http.StatusPreconditionFailed:
			return nil, b.changed(err)
		case api.Status == http.StatusRequestedRangeNotSatisfiable && b.isEnd(api.Header):
			b.span.end = b.span.next
			return nil, nil //nolint:nilnil // all was there but the sign of its end
		}
	}
	if err != nil {
		return nil, err
	}
	if err := b.check(res); err != nil {
		return nil, errors.Join(err, res.Close())
	}
	return res, nil
}

// rest are the headers that ask for the rest of the same file.
func (b *resumingBody) rest() http.Header {
	headers := http.Header{"Range": {b.span.rest()}}
	if b.mark.etag != "" {
		headers.Set("If-Range", b.mark.etag)
	}
	if b.mark.modified != "" {
		headers.Set("If-Unmodified-Since", b.mark.modified)
	}
	return headers
}

// isEnd reads a refusal of a range: that the file ends where reading stands is
// what an answer of unknown length may have been about to say.
func (b *resumingBody) isEnd(header http.Header) bool {
	r, ok := parseContentRange(header.Get("Content-Range"))
	return ok && b.span.end < 0 && r.next < 0 && r.total == b.span.next
}

// check accepts only what continues the file at the byte where it broke off.
func (b *resumingBody) check(res *Result) error {
	if res.Stream == nil {
		return fmt.Errorf("the answer to the rest is not a stream but %q", res.Header.Get("Content-Type"))
	}
	if !b.mark.matches(res.Header) {
		return b.changed(errors.New("its ETag or Last-Modified is another"))
	}
	if res.Status != http.StatusPartialContent {
		return fmt.Errorf("asked for the rest, the service sent all with status %d: the file has changed, or the service sends no parts", res.Status)
	}
	text := res.Header.Get("Content-Range")
	r, ok := parseContentRange(text)
	switch {
	case !ok || r.next != b.span.next || b.span.end >= 0 && r.end > b.span.end || !hasPlainRanges(res.Header):
		return fmt.Errorf("asked for %s, the service sent %q", b.span.rest(), text)
	case b.span.total >= 0 && r.total >= 0 && r.total != b.span.total:
		return b.changed(fmt.Errorf("it had %d bytes and has %d", b.span.total, r.total))
	}
	if b.span.end < 0 {
		b.span.end, b.span.total = r.total, r.total
	}
	return nil
}

func (b *resumingBody) changed(cause error) error { return fmt.Errorf("%w: %w", ErrChanged, cause) }
