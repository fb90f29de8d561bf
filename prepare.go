package connector

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/runtime"
	"github.com/actionctl/connector/schema"
)

// prepared is a call that is ready to be sent.
type prepared struct {
	action     *registry.Action
	connection *connection.Connection
	way        *client        // set before it is sent
	params     map[string]any // normalised; with the secrets
	given      map[string]any // the same before a token was added; bytes of a raw body are ""
	plan       *runtime.Plan
	handed     handed
	ledger     *ledger  // of the batch that the call belongs to; mostly nil
	account    *account // for the audit; nil without one
}

// find looks up the action and the connection of a call.
func (c *Connector) find(call Call) (*registry.Action, *connection.Connection, error) {
	if call.Action == "" {
		return nil, nil, errNoAction
	}
	a, err := c.registry.Action(call.Action)
	if err != nil {
		return nil, nil, err
	}
	conn, err := c.store.Find(call.Connection)
	if err != nil {
		return nil, nil, err
	}
	return a, conn, at(conn, call.host)
}

// prepare does all the rest of a call that needs no network: normalise and check the
// parameters, encode the request. mint is whether the call gets an idempotency token
// of its own; one that is only planned does not, so that the same call has the same
// plan.
func (c *Connector) prepare(a *registry.Action, conn *connection.Connection, call Call, mint bool) (*prepared, error) {
	mode := call.Validation
	if mode == schema.Strict && conn.AllowUnknown {
		mode = schema.AllowUnknown
	}
	given, params, problems, err := c.check(a, call, mode, mint)
	if err != nil {
		return nil, err
	}
	to := runtime.Target{
		Connection: conn.Name, Host: conn.Host, WorkspaceID: conn.WorkspaceID,
		UserAgent: c.userAgent, Header: conn.Headers,
	}
	plan, err := runtime.NewPlan(a, to, params, c.redactor)
	if err != nil {
		problems = append(problems, faultsOf(err, problems)...)
	}
	if len(problems) > 0 {
		return nil, invalid(a, problems)
	}
	if plan != nil {
		plan.Retries = call.Retries
	}
	return &prepared{action: a, connection: conn, params: params, given: given, plan: plan}, err
}

// check normalises the parameters, fills in the idempotency token and reports what is
// wrong. The bytes of a raw body are left as they are. normal is params without the
// token and the bytes.
func (c *Connector) check(a *registry.Action, call Call, mode schema.Mode, mint bool) (normal, params map[string]any, problems []schema.Problem, err error) {
	given := call.Params
	raw, isRaw := rawBody(a, given)
	if isRaw {
		given = maps.Clone(given)
		given[registry.BodyParam] = "" // stands in for the bytes while checking
	}
	value, problems := schema.Normalize(given)
	normal, _ = value.(map[string]any)
	if len(problems) > 0 {
		return normal, normal, problems, nil
	}
	if normal == nil {
		normal = map[string]any{}
	}
	params = withToken(a, normal, call.IdempotencyKey, mint)
	problems, err = c.checker.Check(a.Name, func() schema.Document { return a.ParamsSchema() }, params, mode)
	if isRaw {
		params = maps.Clone(params)
		params[registry.BodyParam] = raw
	}
	return normal, params, problems, err
}

func rawBody(a *registry.Action, params map[string]any) (any, bool) {
	data := params[registry.BodyParam]
	return data, data != nil && a.Body != nil && !a.Body.IsJSON()
}

// redact is params with secrets replaced, for printing.
func (c *Connector) redact(a *registry.Action, params map[string]any) map[string]any {
	raw, isRaw := rawBody(a, params)
	if isRaw {
		params = maps.Clone(params)
		delete(params, registry.BodyParam)
	}
	safe, _ := c.Types().Redact(a.ParamsSchema(), params).(map[string]any)
	if isRaw {
		safe[registry.BodyParam] = raw
	}
	return safe
}

func faultsOf(err error, problems []schema.Problem) []schema.Problem {
	var faults runtime.Faults
	errors.As(err, &faults)
	return unreported(faults, problems)
}

// unreported turns encoder faults into problems, without those of parameters that
// have a problem already.
func unreported(faults runtime.Faults, problems []schema.Problem) []schema.Problem {
	var more []schema.Problem
	for _, f := range faults {
		pointer := "/" + strings.ReplaceAll(f.Param, ".", "/")
		known := slices.ContainsFunc(problems, func(p schema.Problem) bool {
			return p.Pointer == pointer || strings.HasPrefix(p.Pointer, pointer+"/")
		})
		if !known {
			more = append(more, schema.Problem{Pointer: pointer, Rule: schema.RuleValue, Message: f.Message})
		}
	}
	return more
}

func invalid(a *registry.Action, problems []schema.Problem) error {
	for i, p := range problems {
		if steps := schema.SplitPointer(p.Pointer); len(steps) > 0 {
			problems[i].In = string(a.Locate(steps[0]))
		}
	}
	slices.SortStableFunc(problems, func(x, y schema.Problem) int {
		return cmp.Or(cmp.Compare(x.Pointer, y.Pointer), cmp.Compare(x.Message, y.Message))
	})
	return &schema.Error{Subject: a.Name, Problems: problems}
}
