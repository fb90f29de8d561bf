package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/actionctl/connector/internal/missing"
	"github.com/actionctl/connector/internal/shell"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/schema"
)

// errNotAnswered is the end of the input instead of an answer.
var errNotAnswered = errors.New("the question was not answered; nothing was sent")

// prompt asks the person for the values that a call lacks, one by one.
type prompt struct {
	*app
	in      *inputs
	finder  *missing.Finder
	params  map[string]any
	answers []string // as arguments, secrets left out
}

// mayAsk tells whether somebody can be asked for what is missing.
func (a *app) mayAsk(in *inputs, o *runOptions) bool {
	return a.interactive() && !a.errorJSON && !o.noValidate && in.stdin == ""
}

// askMissing completes params on a terminal. What cannot be mended by an answer is left
// to the check that follows.
func (a *app) askMissing(ctx context.Context, in *inputs, o *runOptions, params map[string]any) (map[string]any, error) {
	p := &prompt{app: a, in: in, params: params, finder: &missing.Finder{Action: in.action, Types: in.types, Mode: o.mode()}}
	normal, problems := schema.Normalize(withoutRaw(in.action, params))
	if len(problems) > 0 || normal == nil {
		return params, nil
	}
	for {
		v, problems, err := p.finder.Next(p.params)
		if err != nil {
			return nil, err
		}
		if v == nil || len(problems) > 0 {
			break
		}
		if len(p.answers) == 0 {
			p.say("Required values are missing. Ctrl-C ends this, and nothing is sent.")
		}
		if err := p.ask(ctx, v); err != nil {
			return nil, err
		}
	}
	if len(p.answers) > 0 {
		p.tellCommand(o)
	}
	return p.params, nil
}

func (p *prompt) say(text string) { fmt.Fprintln(p.Err, terminal.Lines(text)) }

// ask puts one question until it has an answer that fits.
func (p *prompt) ask(ctx context.Context, v *missing.Value) error {
	p.say("\n" + p.question(v))
	for {
		text, err := p.read(ctx, v)
		if err != nil {
			return err
		}
		fault, err := p.take(v, text)
		if err != nil {
			return err
		}
		if fault == "" {
			return nil
		}
		p.say("  " + fault)
	}
}

// read reads one answer, a secret without showing it.
func (p *prompt) read(ctx context.Context, v *missing.Value) (string, error) {
	mark := func() { fmt.Fprint(p.Err, "> ") }
	var text string
	var err error
	if file, isFile := p.In.(*os.File); isFile && v.Secret {
		text, err = terminal.ReadSecret(ctx, file, mark)
		fmt.Fprintln(p.Err) // the line end that was typed is not shown either
	} else {
		mark()
		text, err = terminal.ReadLine(ctx, p.In)
	}
	if err != nil && !v.Secret {
		fmt.Fprintln(p.Err)
	}
	if errors.Is(err, io.EOF) {
		return "", usageError{errNotAnswered}
	}
	return strings.TrimSuffix(text, "\r"), err
}

// take puts an answer in. fault says why it does not fit.
func (p *prompt) take(v *missing.Value, text string) (fault string, err error) {
	if !v.Secret {
		text = strings.TrimSpace(text)
	}
	if text == "" {
		if v.Doc["default"] == nil {
			return "it is required", nil
		}
		text = fmt.Sprint(v.Doc["default"])
	}
	if i, err := strconv.Atoi(text); err == nil && i >= 1 && i <= len(choicesOfValue(v)) {
		text = fmt.Sprint(choicesOfValue(v)[i-1])
	}
	arg := argumentFor(v, text)
	from := len(p.in.origins)
	if fault = p.put(v, arg, text); fault != "" {
		return fault, nil
	}
	if fault, err = p.problem(v); fault != "" || err != nil {
		p.in.origins = p.in.origins[:from]
		return fault, err
	}
	if v.Secret {
		arg = argumentName(arg) + "=…"
	}
	p.answers = append(p.answers, arg)
	return "", nil
}

// put sets the value; fault says why it cannot be read.
func (p *prompt) put(v *missing.Value, arg, text string) (fault string) {
	set := &setter{in: p.in, root: p.params, given: map[string]bool{}}
	var err error
	if v.Secret { // an @ in front of it is part of it
		err = set.set(arg, argumentName(arg), v.Steps, convert(text, v.Doc), nil)
	} else {
		err = set.argument(arg)
	}
	if err != nil {
		return err.Error()
	}
	p.params = set.root
	return ""
}

// problem is what is wrong with the value that was just put in. What it lacks is asked
// for next.
func (p *prompt) problem(v *missing.Value) (string, error) {
	problems, err := p.finder.Check(p.params)
	for _, problem := range problems {
		if isPrefix(v.Steps, schema.SplitPointer(problem.Pointer)) && problem.Rule != schema.RuleRequired {
			return problem.Message, err
		}
	}
	return "", err
}

// argumentFor is the argument that an answer stands for.
func argumentFor(v *missing.Value, text string) string {
	steps := make([]string, len(v.Steps))
	for i, step := range v.Steps {
		steps[i] = strings.ReplaceAll(step, ".", `\.`)
	}
	name := strings.Join(steps, ".")
	if kind, _ := v.Doc["type"].(string); !v.Raw && slices.Contains([]string{"object", "array", ""}, kind) && !strings.HasPrefix(text, "@") {
		return name + ":=" + text
	}
	return name + "=" + text
}

// tellCommand prints the command that does the same without questions.
func (p *prompt) tellCommand(o *runOptions) {
	words := []string{"actionctl"}
	w := &written{p.in.origins, p.in.action, p.in.types, p.params}
	for _, word := range append(slices.Clone(p.args), p.answers...) {
		words = append(words, shell.Quote(w.shown(word, o)))
	}
	p.say("\nWithout questions:\n  " + strings.Join(words, " ") + "\n")
}
