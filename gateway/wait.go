package gateway

import (
	"context"
	"net/http"

	connector "github.com/actionctl/connector"
)

func (g *Gateway) waitRoutes() []route {
	return []route{{
		Method: http.MethodPost, Pattern: "/v1/wait", ID: "wait", Long: true, Body: "WaitRequest",
		Summary: "Run a call, or take up work that was started before, and follow it to its end.",
		Answers: []answer{
			{Status: http.StatusOK, Schema: "WaitAnswer", Summary: "The work ended in success."},
			{Status: http.StatusOK, Content: eventsContent, Schema: "WaitEvent"},
		},
		Handle: (*exchange).wait,
	}}
}

// wait answers with what became of the work: at its end, or event by event.
func (x *exchange) wait() error {
	content, err := x.prefers(jsonContent, eventsContent)
	if err != nil {
		return err
	}
	var b waitBody
	if err := x.decode(&b); err != nil {
		return err
	}
	follow, o, err := x.work(b)
	if err != nil {
		return err
	}
	h := x.hold()
	defer h.stop()
	if content == eventsContent {
		return x.waitTelling(h, follow, o)
	}
	o.OnProgress = func(connector.Progress) { h.answered() }
	done, err := follow(h, o)
	if err != nil {
		return err
	}
	return x.answer(http.StatusOK, endOf(done))
}

// follow runs a wait. What it tells of first is that the work was started.
type follow func(context.Context, connector.WaitOptions) (*connector.Finished, error)

// waitTelling is wait for clients that want to know how far the work is. A client that
// leaves ends the waiting; it has the handle from the first event.
func (x *exchange) waitTelling(h held, follow follow, o connector.WaitOptions) error {
	out := x.events()
	quiet := out.live(h, func() { h.end(errLeft) })
	defer quiet()
	tell := func(name string, data any) {
		if out.send(name, data) != nil {
			h.end(errLeft)
		}
	}
	o.OnProgress = func(p connector.Progress) {
		h.answered()
		if !out.hasBegun() {
			tell("started", startedEvent{p.Action, p.Handle.Connection, p.Handle.String()})
		}
		tell("progress", progressEvent{p.State, p.Message, p.Elapsed.Milliseconds(), p.Polls})
	}
	done, err := follow(h, o)
	quiet() // nothing comes behind the last event
	switch {
	case err != nil && !out.hasBegun():
		return err
	case err != nil:
		return out.send("error", x.object(err))
	}
	return out.send("result", endOf(done))
}
