package runtime

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"net/http"
)

// The media types of answers that are handed over unread: server-sent events, and
// bytes.
const (
	eventContent = "text/event-stream"
	bytesContent = "application/octet-stream"
)

// Event is one event of an answer that is a stream of them.
type Event struct {
	Name string // what the stream calls it; mostly ""
	ID   string // the last id the stream gave; mostly ""
	Raw  []byte // its data as it came, lines joined by line breaks
}

// Data decodes the event's data: any JSON value with json.Number for numbers, so
// that integers keep all digits; nil for an event without data.
func (e Event) Data() (any, error) {
	if len(bytes.TrimSpace(e.Raw)) == 0 {
		return nil, nil
	}
	var v any
	if err := decode(e.Raw, &v); err != nil {
		return nil, fmt.Errorf("event: %w", err)
	}
	return v, nil
}

// IsEvents reports whether the answer is a stream of events, to be read by Events.
func (r *Result) IsEvents() bool {
	return r.Stream != nil && mediaType(r.Header.Get("Content-Type")) == eventContent
}

// Events reads the events of the answer as they come; it can be ranged over once.
// Leaving the loop closes the answer.
//
// The sequence ends with the data [DONE], or where the service ends the answer in
// order: not every service sends [DONE]. An error is the last thing a sequence gives:
//   - the answer broke off, within or between events;
//   - a line or an event is larger than 16 MiB;
//   - the service reported a failure in mid-stream, as an event called error or as
//     data that is an error object: an *APIError of kind ErrFailed with the data as
//     Raw;
//   - the answer is no stream of events.
func (r *Result) Events() iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		if !r.IsEvents() {
			err := fmt.Errorf("the answer is %q, not a stream of events", r.Header.Get("Content-Type"))
			yield(Event{}, errors.Join(err, r.Close()))
			return
		}
		defer func() { _ = r.Close() }() // it was read as far as it matters
		for events := newEventReader(r.Stream); ; {
			e, err := events.next()
			if isEOF(err) || err == nil && string(e.Raw) == "[DONE]" {
				return
			}
			if err == nil {
				err = r.eventError(e)
			}
			if err != nil {
				yield(Event{}, err)
				return
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// streams reports whether an answer is handed over unread. Where events were asked
// for and something else came, a JSON object from an endpoint that cannot stream or
// a web page, it is read like any other answer.
func streams(content string, header http.Header) bool {
	switch content {
	case eventContent:
		media := mediaType(header.Get("Content-Type"))
		return media == "" || media == eventContent
	case bytesContent:
		return true
	}
	return false
}
