package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// explanation is how a call would run, and why so. Nothing in it is a secret.
type explanation struct {
	Action      string              `json:"action"`
	Descriptor  string              `json:"descriptor"` // the file that describes it
	Connection  connection.Info     `json:"connection"`
	Request     string              `json:"request,omitempty"` // method and URL; none while the parameters are invalid
	Policy      policyExplanation   `json:"policy"`
	Safety      reasoned            `json:"safety"`
	Confirm     string              `json:"confirm"`
	Retry       connector.Repeat    `json:"retry"`
	Budget      string              `json:"retry_budget"`
	Idempotency string              `json:"idempotency,omitempty"`
	Failure     string              `json:"failure,omitempty"`
	Paging      *registry.Paginate  `json:"paging,omitempty"`
	Wait        *registry.Wait      `json:"wait,omitempty"`
	Timeouts    timeoutsExplanation `json:"timeouts"`
	Validation  string              `json:"validation"`
}

// reasoned is a word and what it means.
type reasoned struct {
	Is    string `json:"is"`
	Means string `json:"means"`
}

// policyExplanation is what the connection's policy says of the action.
type policyExplanation struct {
	Mode    string   `json:"mode"`
	Allow   []string `json:"allow,omitempty"`
	Deny    []string `json:"deny,omitempty"`
	Confirm []string `json:"confirm,omitempty"`
	Runs    bool     `json:"runs"`
	Refusal string   `json:"refusal,omitempty"`
}

// timeoutsExplanation are the bounds of a call.
type timeoutsExplanation struct {
	Call       string `json:"call"`       // all attempts together
	Attempt    string `json:"attempt"`    // each
	Inactivity string `json:"inactivity"` // without a byte
}

// explain tells how the call would run. What is wrong with its parameters is the error
// behind it.
func (a *app) explain(ctx context.Context, c *connector.Connector, o *runOptions, in *inputs) error {
	conn, err := a.store().Find(a.call.Connection)
	if err != nil {
		return err
	}
	info, err := a.store().Describe(conn.Name)
	if err != nil {
		return err
	}
	action := in.action
	e := &explanation{
		Action: action.Name, Descriptor: a.descriptorFile(action), Connection: *info,
		Safety:      reasoned{string(action.Safety), manual.Safety(action.Safety)},
		Confirm:     a.whetherAsked(action, conn),
		Retry:       connector.RepeatOf(action),
		Budget:      budgetText(conn.RetryBudget),
		Idempotency: manual.Idempotency(action.Idempotency),
		Failure:     manual.Failure(action.FailsWhen),
		Paging:      action.Paginate, Wait: action.Wait,
		Policy: policyExplanation{
			Mode: string(conn.Policy.Mode), Allow: conn.Policy.Allow, Deny: conn.Policy.Deny, Confirm: conn.Policy.Confirm, Runs: true,
		},
		Timeouts: timeoutsExplanation{
			Call: bound(o.timeout), Attempt: bound(conn.Timeout), Inactivity: inactivityText(conn.InactivityTimeout),
		},
		Validation: validationText(o.mode(), conn.AllowUnknown),
	}
	if e.Policy.Mode == "" {
		e.Policy.Mode = string(connection.FullAccess)
	}
	if err := c.Permits(a.call); err != nil {
		e.Policy.Runs, e.Policy.Refusal = false, err.Error()
	}
	plan, invalid := a.plan(ctx, c, o)
	if invalid == nil {
		e.Request = shownRequest(plan)
	}
	if err := a.printExplanation(e, o.output); err != nil {
		return err
	}
	return invalid
}

// descriptorFile is where the action is described: the last folder that has it wins.
func (a *app) descriptorFile(action *registry.Action) string {
	file := registry.EntryOf(action).File()
	for _, dir := range slices.Backward(a.actionDirs) {
		own := filepath.Join(dir, filepath.FromSlash(file))
		if _, err := os.Stat(own); err == nil {
			return own
		}
	}
	return "actions/" + file + " (built in)"
}

// whetherAsked says whether this command line would ask.
func (a *app) whetherAsked(action *registry.Action, conn *connection.Connection) string {
	grave := manual.Asks(action.Safety)
	wanted := conn.Policy.Asks(string(action.Safety))
	switch {
	case conn.Name == sandboxName:
		return "not asked: it is the sandbox"
	case a.call.Confirmed:
		return "not asked: --yes"
	case wanted && !a.interactive():
		return "refused without --yes: the policy wants it confirmed, and there is no terminal to ask on"
	case wanted:
		return "asked: the policy wants it confirmed"
	case grave && a.interactive():
		return "asked: it is " + string(action.Safety)
	case grave:
		return "not asked: there is no terminal to ask on, and the policy does not want it confirmed"
	}
	return "not asked: it is " + string(action.Safety)
}

func bound(d time.Duration) string {
	if d == 0 {
		return "no bound"
	}
	return d.String()
}

func inactivityText(d time.Duration) string {
	switch {
	case d == 0:
		return connection.UsualInactivity.String()
	case d < 0:
		return "no bound"
	}
	return d.String()
}

// noBudget is the budget of a connection that never repeats.
const noBudget = "off"

func budgetText(d time.Duration) string {
	switch {
	case d == 0:
		return connection.UsualRetryBudget.String()
	case d < 0:
		return noBudget
	}
	return d.String()
}

func validationText(mode schema.Mode, open bool) string {
	switch {
	case mode == schema.Off:
		return "off: --no-validate"
	case mode == schema.AllowUnknown:
		return "unknown names and values pass: --allow-unknown"
	case open:
		return "unknown names and values pass: the connection's allow_unknown"
	}
	return "strict"
}
