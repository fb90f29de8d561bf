package gateway

import (
	"errors"
	"net/http"
)

func (g *Gateway) healthRoutes() []route {
	return []route{{
		Method: http.MethodGet, Pattern: "/healthz", ID: "health", Access: open,
		Summary: "Tell that the gateway is alive.",
		Answers: []answer{{Status: http.StatusOK, Schema: "Health"}},
		Handle: func(x *exchange) error {
			return x.answer(http.StatusOK, map[string]string{"status": "ok"})
		},
	}, {
		Method: http.MethodGet, Pattern: "/readyz", ID: "ready", Access: open,
		Summary: "Tell whether the gateway takes calls.",
		Answers: []answer{{Status: http.StatusOK, Schema: "Health"}},
		Handle: func(x *exchange) error {
			if err := x.g.ready(); err != nil {
				var not notReady
				if errors.As(err, &not) {
					requestOf(x.r).reason = not.why.Error()
				}
				return err
			}
			return x.answer(http.StatusOK, map[string]string{"status": "ready"})
		},
	}}
}

// ready is why the gateway takes no calls, or nil.
func (g *Gateway) ready() error {
	if g.drain.hasBegun() {
		return refuse(http.StatusServiceUnavailable, "DRAINING", "this gateway is about to end")
	}
	if g.options.Ready == nil {
		return nil
	}
	if err := g.options.Ready(); err != nil {
		return notReady{refuse(http.StatusServiceUnavailable, "NOT_READY", "this gateway cannot serve calls now; its log says why"), err}
	}
	return nil
}

// notReady keeps why for the log: anybody may ask.
type notReady struct {
	*problem
	why error
}

func (e notReady) Unwrap() error { return e.problem }
