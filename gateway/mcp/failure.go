package mcp

import (
	"errors"
	"slices"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/brief"
	"github.com/actionctl/connector/internal/printable"
	"github.com/actionctl/connector/registry"
)

// failure is an error as a model reads it: the error object without what it can do
// nothing with, and the tool that helps on.
type failure struct {
	Code       string   `json:"code"`
	Category   string   `json:"category"`
	Message    string   `json:"message"`
	Status     int      `json:"status,omitempty"`
	RequestID  string   `json:"request_id,omitempty"`
	Retryable  bool     `json:"retryable,omitempty"`
	RetryAfter int      `json:"retry_after,omitempty"`
	Means      string   `json:"means,omitempty"`
	Problems   []string `json:"problems,omitempty"`
	State      string   `json:"state,omitempty"`
	Result     string   `json:"result,omitempty"`
	Hint       string   `json:"hint,omitempty"`
	Next       *next    `json:"next,omitempty"`
	More       string   `json:"more,omitempty"` // goes on where it stopped
}

// next is the call of a tool that helps on.
type next struct {
	Tool      string         `json:"tool"`
	Arguments map[string]any `json:"arguments"`
}

// callError is an error of running a call.
type callError struct {
	error
	call connector.Call
	more string
}

func (e *callError) Unwrap() error { return e.error }

// mostProblems are as many problems as are told.
const mostProblems = 12

// mostMessage is how long a message may be.
const mostMessage = 900

func (s *Server) failed(c Client, err error) *mcp.CallToolResult {
	f := s.failure(c, err)
	text, marshalErr := brief.JSON(map[string]any{"error": f})
	if marshalErr != nil {
		text = []byte(`{"error":{"code":"ERROR"}}`)
	}
	return &mcp.CallToolResult{IsError: true, Content: []mcp.Content{&mcp.TextContent{Text: string(text)}}}
}

func (s *Server) failure(c Client, err error) failure {
	var arguments argumentError
	if errors.As(err, &arguments) {
		return failure{Code: "BAD_ARGUMENTS", Category: connector.CategoryUsage, Message: err.Error()}
	}
	var of *callError
	call, more := connector.Call{}, ""
	if errors.As(err, &of) {
		call, more = of.call, of.more
	}
	o := connector.NewErrorObject(err, call)
	if bare, found := o.WithoutPlaces(err); found && c.ID != "" { // from another machine, maybe
		o = bare
		o.Message += "; actionctl doctor tells why, where this server runs"
	}
	f := failure{
		Code: o.Code, Category: o.Category, Message: printable.Cut(o.Message, mostMessage), Status: o.Status, RequestID: o.RequestID,
		Retryable: o.Retryable, RetryAfter: o.RetryAfter, Means: o.Means, State: o.State, Result: o.Result, Hint: o.Hint, More: more,
	}
	a, _ := s.c.Registry().Action(call.Action) // nil where there is none
	for _, p := range o.Problems[:min(len(o.Problems), mostProblems)] {
		f.Problems = append(f.Problems, s.problemText(a, p))
	}
	s.inTools(&f, err, call)
	if len(f.Problems) > 0 {
		f.Message = call.Action + ": the parameters are not valid; nothing was sent"
		if f.Next != nil && f.Next.Tool == "describe_action" && a != nil {
			if places := s.placesOf(a, o.Problems); len(places) > 0 {
				f.Next.Arguments["fields"] = places
			}
		}
	}
	return f
}

// inTools says hints to somebody who has these tools and nothing else.
func (s *Server) inTools(f *failure, err error, call connector.Call) {
	describe := &next{"describe_action", map[string]any{"action": call.Action}}
	switch f.Hint {
	case connector.HintDescribe:
		f.Hint, f.Next = "", describe
	case connector.HintConnection, connector.HintSettings:
		f.Hint, f.Next = "", &next{"list_connections", map[string]any{}}
	case connector.HintLists:
		f.Hint, f.Next = "run it without all", nil
	case connector.HintWait:
		f.Hint = "go on waiting with run_action and more"
	case connector.HintSearch:
		f.Hint = ""
	}
	var unknown *registry.NotFoundError
	if errors.As(err, &unknown) && f.Next == nil {
		f.Next = &next{"search_actions", map[string]any{"query": unknown.Name}}
	}
	if f.Category == connector.CategoryAuth && f.Status != 0 {
		f.Hint = "the connection's credentials are wrong or may not do this; the person who set it up has to see to it"
	}
	if errors.Is(err, connector.ErrBadRequest) && call.Action != "" && f.Next == nil {
		f.Next = describe
	}
	if errors.Is(err, connector.ErrNotFound) && f.Code != "ENDPOINT_NOT_FOUND" && f.Next == nil {
		if a, findErr := s.c.Registry().Action(call.Action); findErr == nil {
			if list, ok := s.c.Registry().ListOf(a, paramNames(call.Params)); ok {
				f.Next = &next{"run_action", map[string]any{"action": list.Name}}
			}
		}
	}
	var refusal *connector.PolicyError
	if errors.As(err, &refusal) && refusal.Unconfirmed {
		mine := *refusal
		mine.Cure = "a person has to confirm it, and this client could not ask one"
		f.Message = mine.Error()
	}
}

func paramNames(params map[string]any) []string {
	var found []string
	for name, v := range params {
		found = append(found, name)
		if body, ok := v.(map[string]any); ok && name == registry.BodyParam {
			found = append(found, paramNames(body)...)
		}
	}
	slices.Sort(found)
	return found
}
