package connector

import "time"

// Progress is what is known of work that goes on.
type Progress struct {
	Action  string
	State   string // as the service names it; "" as long as it is not known
	Message string
	Elapsed time.Duration // since the wait began
	Polls   int
	Handle  Handle // goes on waiting elsewhere
}

// tell tells the caller how far the work is.
func (w *work) tell() {
	w.known.Elapsed = w.c.clock.Now().Sub(w.began)
	if w.options.OnProgress == nil {
		return
	}
	k := w.known
	w.options.OnProgress(Progress{
		Action: k.Action, State: k.State, Message: k.Message, Elapsed: k.Elapsed, Polls: k.Polls, Handle: k.Handle,
	})
}
