package mcp

import (
	"context"
	"fmt"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// runArguments are those of run_action.
type runArguments struct {
	Action     string         `json:"action"`
	Connection string         `json:"connection"`
	Params     map[string]any `json:"params"`
	Wait       bool           `json:"wait"`
	All        bool           `json:"all"`
	MaxItems   int            `json:"max_items"`
	Fields     []string       `json:"fields"`
	More       string         `json:"more"`
}

func (s *Server) runAction(ctx context.Context, q *request) (any, error) {
	var in runArguments
	err := q.decode(&in, func(name string) string {
		given, _ := schema.Decode(q.Params.Arguments)
		arguments, _ := given.(map[string]any)
		action, _ := arguments["action"].(string)
		a, err := s.actionOf(q.client, action)
		if err == nil && a.ParamsSchema()["properties"].(map[string]any)[name] != nil {
			return "; it is a parameter of the action: put it into params"
		}
		return ""
	})
	if err != nil {
		return nil, err
	}
	if in.MaxItems < 0 {
		return nil, badf("max_items %d is negative; leave it out for all", in.MaxItems)
	}
	if in.More != "" {
		return s.goOn(ctx, q, in)
	}
	if in.Action == "" {
		return nil, badf("action is missing; search_actions finds its name")
	}
	if in.Wait && in.All {
		return nil, badf("wait and all do not go together; wait first, then read the list")
	}
	return s.execute(ctx, q, in)
}

// execute runs an action, once somebody has consented where that is needed.
func (s *Server) execute(ctx context.Context, q *request, in runArguments) (any, error) {
	a, err := s.actionOf(q.client, in.Action)
	call := connector.Call{Action: in.Action, Params: in.Params, Timeout: s.o.CallTimeout, Connection: in.Connection}
	if err != nil {
		return nil, s.unseen(ctx, q.client, call, err)
	}
	seen, err := s.connectionOf(q.client, in.Connection)
	if err != nil {
		return nil, s.unseen(ctx, q.client, call, err)
	}
	call.Connection = seen
	own := s.gates(q.client)
	call.Gates = append(own, s.modeGate())
	if refusal := s.c.Permits(call); refusal != nil {
		with := call
		with.Gates, with.Confirmed = own, true
		if s.c.Permits(with) != nil { // nobody here could consent to it
			return nil, s.refuse(ctx, call, refusal, refusal)
		}
		if _, err := s.c.Plan(ctx, with); err != nil { // nobody is asked about what could not run
			return nil, s.refuse(ctx, call, refusal, err)
		}
		switch s.answerOf(q) {
		case accepted:
			call = with
		case refused:
			return nil, s.refuse(ctx, call, refusal, fmt.Errorf("%w; the person was asked and did not agree: do not try again without being told to", refusal))
		default:
			if s.canAsk(q) {
				return s.ask(q, a, call), nil
			}
			return nil, s.refuse(ctx, call, refusal, refusal)
		}
	}
	return s.send(ctx, q, a, call, in)
}

// send runs an admitted call. One that may change something is finished once it is sent,
// also when its client has gone.
func (s *Server) send(ctx context.Context, q *request, a *registry.Action, call connector.Call, in runArguments) (any, error) {
	switch {
	case in.Wait:
		return s.wait(ctx, q, call, in)
	case in.All:
		call.List.MaxItems = in.MaxItems
		return s.list(ctx, q, &remainder{call: call, rest: &call, fields: in.Fields}, nil)
	}
	if a.Safety != registry.Read {
		ctx = context.WithoutCancel(ctx)
	}
	res, err := s.c.Do(ctx, call)
	if err != nil {
		return nil, &callError{err, call, ""}
	}
	data, err := dataOf(res)
	if err != nil {
		return nil, &callError{err, call, ""}
	}
	out := result{Status: res.Status, Data: data}
	if s.c.HasMore(call, res) {
		out.Note = "more pages follow: run it with all, and max_items"
	} else if a.Wait != nil {
		out.Note = "the work may still go on: wait would have followed it to its end"
	}
	return s.fit(q, out, call, in.Fields), nil
}

// actionOf finds an action that the client sees.
func (s *Server) actionOf(c Client, name string) (*registry.Action, error) {
	return s.c.Registry().ActionAmong(harmless(name), func(name string) bool { return seesAction(c, name) })
}
