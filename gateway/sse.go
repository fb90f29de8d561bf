package gateway

import (
	"cmp"
	"context"
	"encoding/json"
	"time"
)

// beat is how often a stream of events shows that it lives while nothing happens: less
// than proxies wait for one.
const beat = 15 * time.Second

// events is a stream of server-sent events. It is safe for concurrent use.
type events struct{ *stream }

func (x *exchange) events() events { return events{x.stream(eventsContent)} }

// send sends an event. Its data is JSON, which has no line breaks.
func (e events) send(name string, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	_, err = e.Write([]byte("event: " + name + "\ndata: " + string(text) + "\n\n"))
	return err
}

// live sends a comment now and then, until it is told to stop. gone is called when the
// client has left.
func (e events) live(ctx context.Context, gone func()) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		every(ctx, cmp.Or(e.x.g.pace.beat, beat), func() bool {
			if !e.hasBegun() {
				return true // an error may still be a problem with its own status
			}
			_, err := e.Write([]byte(": alive\n\n"))
			if err != nil {
				gone()
			}
			return err == nil
		})
	}()
	return func() {
		cancel()
		<-ended
	}
}
