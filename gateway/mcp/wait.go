package mcp

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/printable"
)

// wait starts work and follows it, within the longest wait. The start is finished once it
// is sent; a client that goes ends the waiting and not the work.
func (s *Server) wait(asked context.Context, q *request, call connector.Call, in runArguments) (any, error) {
	asked, stop := untilEnding(asked, q.client)
	defer stop()
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(asked))
	defer cancel(nil)
	tell := s.progress(ctx, q)
	var unhook func() bool
	o := connector.WaitOptions{Timeout: s.longestWait(call.Action), Interval: s.o.Interval, OnProgress: func(p connector.Progress) {
		if unhook == nil { // it was started
			left := func() { cancel(context.Cause(asked)) }
			if unhook = context.AfterFunc(asked, left); asked.Err() != nil {
				left()
			}
		}
		tell(p)
	}}
	done, err := s.c.Wait(ctx, call, o)
	if unhook != nil {
		unhook()
	}
	return s.waited(q, call, done, err, in.Fields)
}

// longestWait is how long a call waits: the server's limit, or the descriptor's own where
// that is shorter.
func (s *Server) longestWait(action string) time.Duration {
	a, err := s.c.Registry().Action(action)
	if err != nil || a.Wait == nil {
		return s.o.MaxWait
	}
	if declared, err := time.ParseDuration(a.Wait.Timeout); err == nil && declared < s.o.MaxWait {
		return declared
	}
	return s.o.MaxWait
}

// waitOn goes on waiting on work that this server started for the same client. The client
// must still be let run the action that started it.
func (s *Server) waitOn(ctx context.Context, q *request, h connector.Handle, call connector.Call) (any, error) {
	call.Gates = s.gates(q.client)
	if err := s.c.Permits(call); err != nil {
		return nil, s.refuse(ctx, call, err, err)
	}
	ctx, stop := untilEnding(ctx, q.client)
	defer stop()
	done, err := s.c.WaitFor(ctx, h, connector.WaitOptions{Timeout: s.longestWait(h.Action), Interval: s.o.Interval, OnProgress: s.progress(ctx, q)})
	return s.waited(q, call, done, err, nil)
}

// waitByHandle waits on work that was started elsewhere.
func (s *Server) waitByHandle(ctx context.Context, q *request, text string) (any, error) {
	h, err := connector.ParseHandle([]byte(text))
	if err != nil {
		return nil, badf("more is neither from an answer of this server nor the handle of work: %w", err)
	}
	call := connector.Call{Action: h.Action, Connection: h.Connection}
	if _, err := s.actionOf(q.client, h.Action); err != nil {
		return nil, s.unseen(ctx, q.client, call, err)
	}
	if _, err := s.connectionOf(q.client, h.Connection); err != nil {
		return nil, s.unseen(ctx, q.client, call, err)
	}
	ctx, stop := untilEnding(ctx, q.client)
	defer stop()
	gates := append(s.gates(q.client), s.modeGate())
	done, err := s.c.WaitFor(ctx, h, connector.WaitOptions{Timeout: s.longestWait(h.Action), Interval: s.o.Interval, Gates: gates, OnProgress: s.progress(ctx, q)})
	return s.waited(q, call, done, err, nil)
}

// waited is the answer of a wait. One that ran out of time is no error: the work goes on,
// and so can the waiting.
func (s *Server) waited(q *request, call connector.Call, done *connector.Finished, err error, fields []string) (any, error) {
	if err == nil {
		return s.fit(q, result{State: done.State, Result: done.Result, Data: done.Resource}, call, fields), nil
	}
	var stopped *connector.WaitError
	if !errors.As(err, &stopped) || stopped.Err == nil || stopped.Handle.Action == "" {
		return nil, &callError{err, call, ""}
	}
	if errors.Is(err, errEnding) { // what is kept here ends too
		return map[string]any{
			"state": stopped.State, "more": stopped.Handle.String(),
			"note": "this server is about to end, the work goes on; call run_action of the next one with more to go on waiting",
		}, nil
	}
	kept := call
	kept.Params = nil
	more := s.kept.keep(&remainder{owner: q.client.ID, work: &stopped.Handle, call: kept})
	if !errors.Is(err, context.DeadlineExceeded) {
		return nil, &callError{err, call, more}
	}
	return map[string]any{
		"state": stopped.State, "more": more,
		"note": "the work goes on; call run_action with more to go on waiting",
	}, nil
}

// progress tells the client of each poll, where it wants to know.
func (s *Server) progress(ctx context.Context, q *request) func(connector.Progress) {
	token := q.Params.GetProgressToken()
	if token == nil {
		return func(connector.Progress) {}
	}
	return func(p connector.Progress) {
		message := cmp.Or(p.State, "started")
		if p.Message != "" {
			message += ": " + p.Message
		}
		_ = q.Session.NotifyProgress(ctx, &mcp.ProgressNotificationParams{ // the wait does not depend on it
			ProgressToken: token, Progress: float64(p.Polls + 1), Message: printable.Cut(printable.Text(message), longest),
		})
	}
}
