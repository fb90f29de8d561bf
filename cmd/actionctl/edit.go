package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/actionctl/connector/internal/missing"
	"github.com/actionctl/connector/internal/shell"
	"github.com/actionctl/connector/internal/skeleton"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// draft is the file in which a person edits the parameters of a call.
type draft struct {
	file   string
	begun  string         // what stood in it first
	secret map[string]any // given secrets, which do not stand in the file
	raw    any            // bytes of a body, which do not either
}

// edit lets a person write the parameters in their editor, from a skeleton that holds
// what was given, until they are valid.
func (a *app) edit(ctx context.Context, in *inputs, o *runOptions, given map[string]any) (map[string]any, error) {
	if in.stdin != "" {
		return nil, usagef("--edit needs the terminal, and standard input was read for %s", in.stdin)
	}
	editor, err := a.editor()
	if err != nil {
		return nil, err
	}
	d := &draft{}
	text, err := d.begin(in, given)
	if err != nil {
		return nil, err
	}
	a.draft = d
	finder := &missing.Finder{Action: in.action, Types: in.types, Mode: o.mode()}
	bare := text
	for round := 1; ; round++ {
		if err := a.openEditor(ctx, editor, d.file); err != nil {
			return nil, err
		}
		content, err := os.ReadFile(d.file)
		if err != nil {
			return nil, err
		}
		now := withoutProblems(string(content))
		params, problems, err := d.read(in, finder, now)
		if err != nil {
			return nil, err
		}
		switch unchanged := now == bare; {
		case strings.TrimSpace(now) == "", !unchanged && onlyComments(now):
			d.remove()
			return nil, usagef("the file is empty; nothing was sent")
		case unchanged && round == 1 && len(given) == 0:
			d.remove()
			return nil, usagef("nothing was filled in; nothing was sent")
		case len(problems) == 0:
			return params, nil
		case unchanged:
			return nil, usagef("the file is as it was, and not valid; nothing was sent:\n  %s", strings.Join(texts(problems), "\n  "))
		}
		bare = now
		if err := os.WriteFile(d.file, []byte(withProblems(now, problems)), 0o600); err != nil {
			return nil, err
		}
	}
}

// begin writes the file, for nobody else to read.
func (d *draft) begin(in *inputs, given map[string]any) (string, error) {
	w := &written{action: in.action, types: in.types, params: given}
	shown := given
	if body := in.action.Body; body != nil && !body.IsJSON() && given[registry.BodyParam] != nil {
		d.raw = given[registry.BodyParam]
		shown = withoutBody(given)
	}
	o := skeleton.Options{Depth: skeleton.DefaultDepth, Given: shown, Hidden: w.hides}
	d.secret = givenSecrets(in, shown)
	text := skeleton.YAML(in.action, in.types, o, editHeading(in.action))
	f, err := os.CreateTemp("", "actionctl-*.yaml") // of mode 0600
	if err != nil {
		return "", err
	}
	d.file, d.begun = f.Name(), text
	_, err = f.WriteString(text)
	return text, errors.Join(err, f.Close())
}

// read reads what was written and what is wrong with it, with the line of each problem.
func (d *draft) read(in *inputs, finder *missing.Finder, content string) (map[string]any, []problemAt, error) {
	text, v, err := in.parse(filepath.Base(d.file), []byte(content), func() schema.Document { return in.action.ParamsSchema() })
	if err != nil {
		return nil, []problemAt{unreadable(err)}, nil
	}
	params, isObject := v.(map[string]any)
	if !isObject {
		if v != nil {
			return nil, []problemAt{{text: "the file is not an object: write NAME: VALUE"}}, nil
		}
		params = map[string]any{}
	}
	d.restore(params)
	found, err := finder.Check(params)
	if err != nil {
		return nil, nil, err
	}
	var problems []problemAt
	for _, p := range found {
		steps, place := schema.SplitPointer(p.Pointer), text.Place
		if p.Rule == schema.RuleUnknown {
			place = text.PlaceOfName
		}
		problems = append(problems, problemAt{place(steps).Line, p.String()})
	}
	in.origins = origins{{text: text}}
	return params, problems, nil
}

// restore puts in what was given and does not stand in the file.
func (d *draft) restore(params map[string]any) {
	fillIn(params, d.secret)
	if d.raw != nil && params[registry.BodyParam] == nil {
		params[registry.BodyParam] = d.raw
	}
}

func (d *draft) remove() { _ = os.Remove(d.file) } // what is left is the system's to clean up

// settle ends an edit: the file goes when the call did what it should, and stays where
// the work in it would be lost.
func (a *app) settle(err error, sent bool) error {
	d := a.draft
	if d == nil {
		return err
	}
	content, gone := os.ReadFile(d.file)
	if gone != nil {
		return err
	}
	if err == nil && sent || string(content) == d.begun {
		d.remove()
		return err
	}
	kept := fmt.Sprintf("what you wrote is kept\n%sactionctl run %s --params @%s", nextLabel, a.call.Action, shell.Quote(d.file))
	if err == nil {
		if !a.errorJSON {
			fmt.Fprintln(a.Err, kept)
		}
		return nil
	}
	return keptError{err, kept}
}

// keptError is the error of a call whose parameters are kept in a file.
type keptError struct {
	error
	kept string
}

func (e keptError) Error() string { return e.error.Error() + "\n" + e.kept }

func (e keptError) Unwrap() error { return e.error }
