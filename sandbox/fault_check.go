package sandbox

import (
	"errors"
	"fmt"
	"path"
	"strconv"
	"time"

	"github.com/actionctl/connector/registry"
)

// Check returns every problem of the rule, of which one is a glob that matches no
// action of reg.
func (f Fault) Check(reg registry.Registry) []error {
	var problems []error
	bad := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	if !f.isKnown() {
		bad("kind %q is no kind of fault; use a status from 400 to 599, drop, lose, cut or late", f.Kind)
	}
	if !(f.Rate >= 0 && f.Rate <= 1) { // so that NaN is refused
		bad("rate %v is no chance; give a number above 0 and up to 1", f.Rate)
	}
	for _, n := range []struct {
		name string
		n    int
	}{{"after", f.After}, {"times", f.Times}, {"reads", f.Reads}} {
		if n.n < 0 {
			bad("%s %d is below 0; give a number of requests", n.name, n.n)
		}
	}
	if f.RetryAfter < 0 || f.RetryAfter%time.Second != 0 {
		bad("retry_after %s is no number of whole seconds", f.RetryAfter)
	}
	if _, isStatus := f.status(); !isStatus && f.isKnown() && f.RetryAfter != 0 {
		bad("retry_after goes with a status, not with kind %s", f.Kind)
	}
	if f.Reads != 0 && f.Kind != FaultLate {
		bad("reads goes with kind late, not with kind %s", f.Kind)
	}
	if err := f.checkActions(reg); err != nil {
		problems = append(problems, err)
	}
	return problems
}

func (f Fault) checkActions(reg registry.Registry) error {
	if _, err := path.Match(f.Actions, ""); err != nil {
		return fmt.Errorf("actions %q is no glob of action names: %w", f.Actions, err)
	}
	for e := range reg.All() {
		if f.matches(e.Name) {
			return nil
		}
	}
	return fmt.Errorf("actions %q matches no action; give a name or a glob such as post_*", f.Actions)
}

func (f Fault) matches(action string) bool {
	ok, _ := path.Match(f.Actions, action)
	return ok || f.Actions == ""
}

func (f Fault) isKnown() bool {
	switch f.Kind {
	case FaultDrop, FaultLose, FaultCut, FaultLate:
		return true
	}
	_, ok := f.status()
	return ok
}

// status is the status of a fault that answers with one.
func (f Fault) status() (int, bool) {
	n, err := strconv.Atoi(f.Kind)
	return n, err == nil && n >= 400 && n <= 599 && len(f.Kind) == 3
}

// checkFaults returns one error that names every problem of every rule.
func checkFaults(reg registry.Registry, rules []Fault) error {
	var problems []error
	for i, f := range rules {
		for _, problem := range f.Check(reg) {
			problems = append(problems, fmt.Errorf("fault %d: %w", i+1, problem))
		}
	}
	return errors.Join(problems...)
}
