package account

import (
	"encoding/json"
	"errors"

	"go.temporal.io/sdk/temporal"
)

// class is the safety class of the action that an activity is about, "" where there is
// none or nobody knows it: whoever makes up names makes no labels.
func (a *Account) class(args []any) string {
	var call struct {
		Action string `json:"action"`
	}
	if len(args) == 0 {
		return ""
	}
	text, _ := args[0].(json.RawMessage) // how package activities takes what it is given
	if err := json.Unmarshal(text, &call); err != nil || call.Action == "" {
		return ""
	}
	action, err := a.registry.Action(call.Action)
	if err != nil {
		return ""
	}
	return string(action.Safety)
}

// outcomeOf is "ok", "canceled", the category of the error, or "error" for one that has none.
func outcomeOf(err error) string {
	var canceled *temporal.CanceledError
	var failed *temporal.ApplicationError
	switch {
	case err == nil:
		return "ok"
	case errors.As(err, &canceled):
		return "canceled"
	case errors.As(err, &failed) && failed.Type() != "":
		return failed.Type()
	}
	return "error"
}
