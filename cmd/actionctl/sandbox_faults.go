package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/internal/spelling"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/schema"
)

// faultsEnv holds faults for -c sandbox and for the served sandbox, with semicolons
// or line breaks between them.
const faultsEnv = "ACTIONCTL_SANDBOX_FAULTS"

func (a *app) faultFlag(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&a.faults, "fault", nil, "fail by `RULE`, such as kind=503,actions=post_*,rate=0.1,times=3; may be repeated;\n"+
		"kind is a status, drop, lose, cut or late; more of them stand in "+faultsEnv+", with ; between")
}

// faultHelp tells of the rules in the help of the command.
const faultHelp = `A fault is key=value,key=value:

  kind         500, 503 or any other status from 400: refused before the service acts;
               drop: the connection breaks before it acts;
               lose: it acts, and the answer is lost; cut: the answer breaks off;
               late: the next reads do not find what a create made
  actions      glob of the actions that it strikes; all when left out
  rate         chance of each request, 0.1 is one in ten; the same ones every time
  after times  how many requests it lets through first, how many it strikes at most
  retry_after  seconds that a status sends along
  reads        how many reads do not find what was made late; 1 when left out

Of several faults the first that strikes does. What is left of an answer has the
header X-Sandbox-Fault. ` + faultsEnv + ` holds faults for -c sandbox
too, with semicolons between them.`

// openSandbox makes the embedded workspace, with the faults that were asked for.
func (a *app) openSandbox(reg registry.Registry, types *schema.Types) (*sandbox.Sandbox, error) {
	rules, err := a.faultRules(reg)
	if err != nil {
		return nil, err
	}
	outcomes, err := a.outcomeRules()
	if err != nil {
		return nil, err
	}
	return sandbox.Open(sandbox.Config{Registry: reg, Types: types, Faults: rules, Outcomes: outcomes, State: cmp.Or(a.state, a.Getenv(stateEnv))})
}

// faultRules are the faults of the flag, then those of the environment. The error
// names every problem of all of them.
func (a *app) faultRules(reg registry.Registry) ([]sandbox.Fault, error) {
	var rules []sandbox.Fault
	var problems []error
	add := func(source, text string) {
		rule, found := parseFault(text)
		for _, problem := range append(found, rule.Check(reg)...) {
			problems = append(problems, fmt.Errorf("%s %q: %w", source, text, problem))
		}
		rules = append(rules, rule)
	}
	for _, text := range a.faults {
		add("--fault", text)
	}
	for text := range strings.FieldsFuncSeq(a.Getenv(faultsEnv), func(r rune) bool { return r == ';' || r == '\n' }) {
		if text = strings.TrimSpace(text); text != "" {
			add(faultsEnv, text)
		}
	}
	if len(problems) > 0 {
		return nil, usageError{errors.Join(problems...)}
	}
	return rules, nil
}

var faultKeys = []string{"kind", "actions", "rate", "after", "times", "retry_after", "reads"}

// parseFault reads key=value,key=value and lists what is wrong with the text. What
// the values mean is checked elsewhere.
func parseFault(text string) (sandbox.Fault, []error) {
	p := faultText{seen: map[string]bool{}}
	for part := range strings.SplitSeq(text, ",") {
		key, value, ok := strings.Cut(part, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch {
		case !ok:
			p.bad("%q is no key=value", part)
		case !slices.Contains(faultKeys, key):
			cure := cmp.Or(spelling.DidYouMean(key, faultKeys), "; the keys are "+strings.Join(faultKeys, ", "))
			p.bad("unknown key %q%s", key, cure)
		case p.seen[key]:
			p.bad("%s is given twice", key)
		default:
			p.seen[key] = true
			p.set(key, value)
		}
	}
	return p.fault, p.problems
}

// faultText is a fault while it is read.
type faultText struct {
	fault    sandbox.Fault
	seen     map[string]bool
	problems []error
}

func (p *faultText) bad(format string, args ...any) {
	p.problems = append(p.problems, fmt.Errorf(format, args...))
}

func (p *faultText) set(key, value string) {
	switch key {
	case "kind":
		p.fault.Kind = value
	case "actions":
		p.fault.Actions = value
	case "rate":
		rate, err := strconv.ParseFloat(value, 64)
		if err != nil || rate == 0 { // 0 in a Fault is always, which nobody means by it here
			p.bad("rate %q is no number above 0 and up to 1", value)
			return
		}
		p.fault.Rate = rate
	case "after":
		p.fault.After = p.number(key, value)
	case "times":
		p.fault.Times = p.number(key, value)
	case "retry_after":
		p.fault.RetryAfter = time.Duration(p.number(key, value)) * time.Second
	case "reads":
		p.fault.Reads = p.number(key, value)
	}
}

// number reads a count; seconds of it fit into a time.Duration.
func (p *faultText) number(key, value string) int {
	n, err := strconv.ParseInt(value, 10, 32)
	if err != nil {
		p.bad("%s %q is no whole number", key, value)
	}
	return int(n)
}
