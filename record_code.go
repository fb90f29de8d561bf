package connector

import (
	"errors"
	"strings"

	"github.com/actionctl/connector/internal/hiding"
	"github.com/actionctl/connector/internal/lazyregexp"
)

// codeOf is the code of an error, as its error object has it. The code may be the
// service's own text: what is no single word is not one.
func codeOf(err error, hide *hiding.Hider) string {
	if err == nil {
		return ""
	}
	code := NewErrorObject(err, Call{}).Code
	if hide != nil {
		code = hide.Text(code)
	}
	if code = strings.ReplaceAll(code, " ", "_"); !codeForm().MatchString(code) {
		return "ERROR"
	}
	return code
}

var codeForm = lazyregexp.New(`^[A-Za-z][A-Za-z0-9_.-]{0,63}$`)

// denialOf is the rule by which a policy or a gate refused a call; false when none did.
func denialOf(err error) (rule string, denied bool) {
	var gate *gateError
	var refusal *PolicyError
	switch {
	case errors.As(err, &refusal):
		if refusal.By != "" {
			return refusal.By + ": " + refusal.Rule, true
		}
		return refusal.Rule, true
	case errors.As(err, &gate):
		return "gate", true
	}
	return "", false
}
