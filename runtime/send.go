package runtime

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"time"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/wallclock"
	"github.com/actionctl/connector/registry"
)

// Client sends plans to one connection. It is safe for concurrent use and keeps its
// own pool of connections: make one and keep it.
type Client struct {
	sender  sender
	auth    connection.Auth
	timeout time.Duration // of one attempt
	idle    time.Duration // without a byte moving
	largest int64         // answer that is held in memory, in bytes
	budget  time.Duration // of all attempts; less than zero: one attempt
	limits  limits
	clock   clock
}

// NewClient makes a client. Nothing is contacted.
func NewClient(c *connection.Connection) *Client {
	budget := c.RetryBudget
	if budget == 0 {
		budget = defaultBudget
	}
	return &Client{
		sender: newRestySender(c), auth: c.Auth, timeout: c.Timeout, idle: c.InactivityTimeout, largest: maxAnswer,
		budget: budget, limits: newLimits(c), clock: wallclock.Clock{},
	}
}

// CloseIdle closes the network connections that nobody uses now. The client goes on to
// work; calls that are running are not touched.
func (c *Client) CloseIdle() {
	if t, ok := c.sender.transport().(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// Do sends a plan of action a, again where that is safe, and reads the answer. The
// error holds an *APIError when the service answered with failure and a *SendError
// when no answer came, or not all of it; with any other error nothing was sent. Where
// there was more than one attempt it is a *RetryError around the last one. With an
// error there is no result.
func (c *Client) Do(ctx context.Context, a *registry.Action, p *Plan) (*Result, error) {
	leave, err := c.limits.enter(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: not sent: no place among the calls of connection %s: %w", p.Action, p.Connection, err)
	}
	keep := false
	defer func() {
		if !keep { // also where the code of a caller panics
			leave()
		}
	}()
	t := &try{Client: c, action: a, plan: p, began: c.clock.Now()}
	res, err := t.run(ctx)
	if err != nil || res.Stream == nil {
		return res, err
	}
	keep = true
	res.Stream = &onClose{newResumingBody(ctx, a, p, res, c.again(a, p), c.clock.Sleep), leave}
	return res, nil
}

// again asks for the rest of a download that broke off.
func (c *Client) again(a *registry.Action, p *Plan) askAgain {
	return func(ctx context.Context, more http.Header) (*Result, error) {
		rest := *p
		rest.Retries = RetryUsual // the caller cannot ask for the rest
		rest.Header = p.Header.Clone()
		maps.Copy(rest.Header, more)
		t := &try{Client: c, action: a, plan: &rest, began: c.clock.Now()}
		return t.run(ctx)
	}
}
