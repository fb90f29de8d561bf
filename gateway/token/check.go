package token

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/actionctl/connector/internal/lazyregexp"
)

// tokenName keeps names fit for logs, command lines and the sentences of refusals.
var tokenName = lazyregexp.New(`^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$`)

var tokenID = lazyregexp.New(`^[a-z2-7]{8}$`)

// checkName says what is wrong with a name.
func checkName(name string) error {
	if !tokenName().MatchString(name) {
		return errors.New("name: expected 1 to 64 letters, digits, dots, dashes, underscores or @, a letter or a digit first, such as ci or airflow-prod")
	}
	if strings.HasPrefix(name, secretPrefix) {
		return errors.New("name: " + secretPrefix + " is how secrets begin; choose another one, such as ci or airflow-prod")
	}
	return nil
}

// checkNew says all that is wrong with a token that is to be made.
func checkNew(name string, scope Scope, expires, now time.Time) error {
	problems := []error{checkName(name), scope.Validate()}
	if !expires.IsZero() && !expires.After(now) {
		problems = append(problems, fmt.Errorf("expires: %s is past", expires.UTC().Format(time.RFC3339)))
	}
	if err := errors.Join(problems...); err != nil {
		return invalidError{err}
	}
	return nil
}

// check says all that is wrong with a token as it was read.
func (t stored) check() error {
	problems := []error{checkName(t.Name)}
	if !tokenID().MatchString(t.ID) {
		problems = append(problems, fmt.Errorf("id: expected %d letters and digits 2 to 7", idLength))
	}
	if t.Hash == nobody.Hash {
		problems = append(problems, errors.New("hash: is missing"))
	}
	if t.Created.IsZero() {
		problems = append(problems, errors.New("created: is missing"))
	}
	if err := t.Scope.Validate(); err != nil {
		problems = append(problems, fmt.Errorf("scope: %w", err))
	}
	return errors.Join(problems...)
}
