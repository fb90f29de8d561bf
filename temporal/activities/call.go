package activities

import (
	"cmp"
	"context"
	"maps"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
	"github.com/actionctl/connector/temporal/contract"
)

// validations are the words for how strictly parameters are checked.
var validations = map[string]schema.Mode{
	"": schema.Strict, "strict": schema.Strict, "allow_unknown": schema.AllowUnknown, "off": schema.Off,
}

// callOf is the call that a workflow asks for. key is its idempotency token unless the
// workflow gave one. The error can be returned as it is. ctx is also that in which a body
// is read from its object.
func (a *Activities) callOf(ctx context.Context, c contract.Call, key string) (connector.Call, error) {
	call := connector.Call{
		Connection: cmp.Or(c.Connection, a.Connection), Action: c.Action, Params: c.Params, Validation: validations[c.Validation],
		IdempotencyKey: cmp.Or(c.IdempotencyKey, key), Confirmed: c.Confirmed, Gates: a.Gates,
	}
	if problems := a.problemsOf(c); len(problems) > 0 {
		return call, a.failed(&schema.Error{Subject: cmp.Or(c.Action, "the call"), Problems: problems}, call, false)
	}
	if c.Body == nil {
		return call, nil
	}
	body, err := a.bodyOf(ctx, c)
	if err != nil {
		return call, a.failed(err, call, isPassing(err))
	}
	call.Params = maps.Clone(call.Params)
	if call.Params == nil {
		call.Params = map[string]any{}
	}
	call.Params[registry.BodyParam] = body
	return call, nil
}

// problemsOf is all that is wrong with a call beside its parameters.
func (a *Activities) problemsOf(c contract.Call) []schema.Problem {
	var problems []schema.Problem
	add := func(at, message string) {
		problems = append(problems, schema.Problem{Pointer: at, Rule: schema.RuleValue, Message: message})
	}
	if a.Connection != "" && c.Connection != "" && c.Connection != a.Connection {
		add("/connection", "the task queue is that of connection "+a.Connection+"; send the activity to "+contract.TaskQueue(c.Connection)+", or as the worker names it")
	}
	if _, known := validations[c.Validation]; !known {
		add("/validation", "it is not one of strict, allow_unknown, off")
	}
	if c.Answer != "" && c.Answer != contract.AnswerObject {
		add("/answer", "it is neither empty nor "+contract.AnswerObject)
	}
	if c.Answer == contract.AnswerObject && a.Objects == nil {
		add("/answer", "this worker has no store of objects; give it one, or leave answer out")
	}
	if _, both := c.Params[registry.BodyParam]; both && c.Body != nil {
		add("/body", "the body is there twice: here and as data among the params")
	}
	if c.Body != nil && a.Objects == nil {
		add("/body", "this worker has no store of objects to read it from; give it one, or give the body as data among the params")
	}
	return problems
}
