package main

import (
	"errors"
	"maps"
	"slices"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/internal/shell"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// advise fills in the commands that help on after an error. What it returns are lines
// that stand between the error and its details.
func (a *app) advise(o *connector.ErrorObject, err error) []string {
	if a.opened == nil {
		return nil // nothing was run, and opening may be what failed
	}
	var unknown *registry.NotFoundError
	if errors.As(err, &unknown) {
		return a.adviseName(o, unknown)
	}
	action, found := a.opened.Registry().Action(o.Action)
	if found != nil {
		action = nil
	}
	if o.ResumeToken != "" && a.rest.again() {
		o.Next = append(o.Next, a.rest.command)
	}
	o.Next = append(o.Next, a.nextCommands(o, err, action)...)
	return nil
}

// adviseName tells of the actions that may have been meant.
func (a *app) adviseName(o *connector.ErrorObject, unknown *registry.NotFoundError) []string {
	reg := a.opened.Registry()
	near := unknown.Nearest
	if len(near) == 0 {
		for _, m := range reg.Search(unknown.Name, nearestShown) {
			near = append(near, m.Name)
		}
	}
	var lines []string
	for _, name := range near {
		if e, ok := reg.Lookup(name); ok {
			lines = append(lines, name+": "+e.Summary)
			o.Next = append(o.Next, "actionctl describe "+name)
		}
	}
	if len(lines) > 0 {
		o.Hint = ""
		o.Next = o.Next[:1]
	}
	return lines
}

// nearestShown is how many actions are named in place of one that there is not.
const nearestShown = 3

// nextCommands are what one does after such an error. action is nil when none is known.
func (a *app) nextCommands(o *connector.ErrorObject, err error, action *registry.Action) []string {
	switch {
	case errors.Is(err, connector.ErrInvalid):
		return []string{"actionctl describe " + shell.Quote(o.Action)}
	case errors.Is(err, connector.ErrUnknownConnection):
		return []string{"actionctl connections list"}
	case errors.Is(err, connector.ErrRefused):
		return []string{"actionctl connections show " + shell.Quote(a.connectionName(o))}
	case errors.Is(err, connector.ErrNotFound), errors.Is(err, connector.ErrAlreadyExists):
		return a.listCommand(o, action)
	case errors.Is(err, connector.ErrInvalidState):
		if action == nil {
			return nil
		}
		if get, ok := a.opened.Registry().GetOf(action); ok {
			return []string{a.runCommand(o, get)}
		}
	case errors.Is(err, connector.ErrBadRequest) && o.Action != "":
		return []string{"actionctl describe " + shell.Quote(o.Action)}
	case o.Category == connector.CategoryAuth, o.Category == connector.CategoryNetwork, errors.Is(err, connector.ErrUnexpectedAnswer):
		return []string{"actionctl connections test " + shell.Quote(a.connectionName(o))}
	}
	return nil
}

func (a *app) listCommand(o *connector.ErrorObject, action *registry.Action) []string {
	if action == nil {
		return nil
	}
	if list, ok := a.opened.Registry().ListOf(action, givenNames(action, a.call.Params)); ok {
		return []string{a.runCommand(o, list)}
	}
	return nil
}

// givenNames are the parameters of a call, those of its body too.
func givenNames(action *registry.Action, params map[string]any) []string {
	names := slices.Collect(maps.Keys(params))
	if body, ok := params[registry.BodyParam].(map[string]any); ok && action.Body != nil {
		names = slices.AppendSeq(names, maps.Keys(body))
	}
	return names
}

// connectionName is the connection of the error, or the default one.
func (a *app) connectionName(o *connector.ErrorObject) string {
	if o.Connection != "" {
		return o.Connection
	}
	if name, _, err := a.store().Default(); err == nil && name != "" {
		return name
	}
	return "NAME"
}

// runCommand runs an action with what the failed call gave of what it needs; what is
// not known is an ellipsis. Secrets are not shown.
func (a *app) runCommand(o *connector.ErrorObject, action *registry.Action) string {
	words := []string{"actionctl run"}
	if a.call.Connection != "" {
		words = append(words, "-c "+shell.Quote(a.call.Connection))
	}
	words = append(words, action.Name)
	given := a.safeParams(o.Action)
	body, _ := given[registry.BodyParam].(map[string]any)
	for _, p := range action.Params {
		if !p.Required {
			continue
		}
		v, ok := given[p.Name]
		if !ok {
			v, ok = body[p.Name]
		}
		if text, isText := v.(string); !ok || isText && strings.Contains(text, schema.Redacted) {
			words = append(words, p.Name+"=…")
			continue
		}
		words = append(words, manual.Argument(p.Name, v))
	}
	return strings.Join(words, " ")
}

// safeParams are the parameters of the call without secrets.
func (a *app) safeParams(name string) map[string]any {
	action, err := a.opened.Registry().Action(name)
	if err != nil {
		return nil
	}
	normal, _ := schema.Normalize(withoutBytes(action, a.call.Params))
	safe, _ := a.opened.Types().Redact(action.ParamsSchema(), normal).(map[string]any)
	return safe
}

// withoutBytes leaves a body that is no JSON out.
func withoutBytes(action *registry.Action, params map[string]any) map[string]any {
	if action.Body == nil || action.Body.IsJSON() {
		return params
	}
	params = maps.Clone(params)
	delete(params, registry.BodyParam)
	return params
}
