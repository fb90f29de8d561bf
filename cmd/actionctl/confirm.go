package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/registry"
)

// confirmFlags say yes beforehand.
type confirmFlags struct {
	yes bool
}

func (f *confirmFlags) add(flags *pflag.FlagSet) {
	flags.BoolVarP(&f.yes, "yes", "y", false, "do not ask before what is destructive or privileged, and confirm it where the connection's policy wants that")
}

// errNotConfirmed is a no to the question before a grave action.
var errNotConfirmed = errors.New("not confirmed; nothing was sent")

// confirm gets a yes to a grave action. On a terminal a person is asked about what is
// destructive or privileged, and about what the connection's policy wants confirmed;
// --yes says it beforehand. Where nobody can be asked, only the policy counts, and it
// refuses. The sandbox never asks.
func (a *app) confirm(ctx context.Context, c *connector.Connector, in *inputs, yes bool) error {
	conn, err := a.store().Find(a.call.Connection)
	if err != nil {
		return err
	}
	class := in.action.Safety
	a.call.Confirmed = yes || conn.Name == sandboxName
	if a.call.Confirmed || !manual.Asks(class) && !conn.Policy.Asks(string(class)) {
		return nil
	}
	if !runsConfirmed(c, a.call) || !a.interactive() {
		return nil
	}
	if in.stdin != "" {
		return usagef("%s asks before it runs, and standard input was read for %s; add --yes", in.action.Name, in.stdin)
	}
	if _, err := c.Plan(ctx, a.call); err != nil {
		return err // what cannot be sent is not worth a question
	}
	q := a.questionFor(in.action, conn)
	if _, err := fmt.Fprint(a.Err, q.text); err != nil {
		return err
	}
	answer, err := a.readLine(ctx)
	if err != nil {
		return err
	}
	a.call.Confirmed = q.isYes(answer)
	if !a.call.Confirmed {
		return errNotConfirmed
	}
	return nil
}

// runsConfirmed tells whether the policy lets a call run once it is confirmed. About one
// that is refused whatever the answer nobody is asked.
func runsConfirmed(c *connector.Connector, call connector.Call) bool {
	call.Confirmed = true
	return c.Permits(call) == nil
}

// interactive tells whether a person can be asked: they see standard error and type
// into standard input.
func (a *app) interactive() bool {
	if a.noInput || a.Getenv("ACTIONCTL_NO_INPUT") != "" || a.Getenv("CI") != "" {
		return false
	}
	return terminal.ScreenOf(a.In, a.Getenv) != nil && a.errScreen != nil
}

// question is what a person is asked.
type question struct {
	text string
	word string // that has to be typed; "" when a y is enough
}

func (q question) isYes(answer string) bool {
	answer = strings.TrimSpace(answer)
	if q.word != "" {
		return answer == q.word
	}
	return strings.EqualFold(answer, "y") || strings.EqualFold(answer, "yes")
}

// questionFor words the question. For what cannot be brought back, what goes has to be
// typed: a y is typed too easily.
func (a *app) questionFor(action *registry.Action, conn *connection.Connection) question {
	params := a.safeParams(action.Name)
	var b strings.Builder
	heading := fmt.Sprintf("%s on %s (%s) is %s: %s.", action.Name, conn.Name, conn.Host, action.Safety, manual.Safety(action.Safety))
	b.WriteString(wrapped(heading, a.errScreen.Width()) + "\n")
	for _, line := range shownParams(action, params) {
		b.WriteString("  " + terminal.Line(line) + "\n")
	}
	if action.Safety != registry.Destructive {
		b.WriteString("Go on? [y/N] ")
		return question{b.String(), ""}
	}
	word := target(a.opened.Types(), action, params)
	if word == "" {
		word = conn.Name
	}
	fmt.Fprintf(&b, "Type %s to go on: ", word)
	return question{b.String(), word}
}
