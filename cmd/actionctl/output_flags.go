package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/render"
	"github.com/actionctl/connector/internal/spelling"
	"github.com/actionctl/connector/registry"
)

// lookFlags are the flags that say how a result is written.
type lookFlags struct {
	format  *string
	columns []string
	jq      string
	query   *render.Query
	layout  render.Layout // of the answer
	flags   *pflag.FlagSet
}

func (l *lookFlags) add(f *pflag.FlagSet, format *string) {
	l.flags, l.format = f, format
	f.StringVarP(format, "output", "o", string(render.JSON), "`FORMAT` of the result: json, jsonl, yaml, table, csv, raw (as it came) or none")
	f.StringSliceVar(&l.columns, "columns", nil, "`NAMES` of the fields that a table or csv shows, such as cluster_id,state; inner ones as settings.name (implies -o table)")
	f.StringVar(&l.jq, "jq", "", "print what the jq `EXPRESSION` makes of the result, with --all of each item; text without quotes unless -o is given")
}

// check settles the format and compiles the expression.
func (l *lookFlags) check() error {
	var problems []error
	if l.flags != nil && !l.flags.Changed("output") {
		switch {
		case len(l.columns) > 0:
			*l.format = string(render.Table)
		case l.jq != "":
			*l.format = string(render.Raw)
		}
	}
	format := render.Format(*l.format)
	if err := render.CheckFormat(format); err != nil {
		problems = append(problems, usageError{err})
	} else if len(l.columns) > 0 && format != render.Table && format != render.CSV {
		problems = append(problems, usagef("--columns goes with -o table and csv; of -o %s, choose with --jq", format))
	}
	if slices.ContainsFunc(l.columns, func(name string) bool { return strings.TrimSpace(name) == "" }) {
		problems = append(problems, usagef("--columns %q names an empty column", strings.Join(l.columns, ",")))
	}
	for i, name := range l.columns {
		l.columns[i] = strings.TrimSpace(name)
	}
	if l.flags != nil && l.flags.Changed("jq") {
		var err error
		if l.query, err = render.NewQuery(l.jq); err != nil {
			problems = append(problems, usagef("--jq: %w", err))
		}
	}
	return errors.Join(problems...)
}

// asItCame tells that the answer is printed as it came.
func (l *lookFlags) asItCame() bool {
	return render.Format(*l.format) == render.Raw && l.query == nil
}

// fits learns what the answer of an action looks like, and reports before anything is
// sent what it cannot give.
func (l *lookFlags) fits(c *connector.Connector, action *registry.Action, o *runOptions) error {
	a, err := answering(c, action, o.waiting.wait)
	if err != nil {
		return err
	}
	format := render.Format(*l.format)
	inRows := format == render.Table || format == render.CSV
	if isBytes(a) && (l.query != nil || inRows) {
		return usagef("%s answers with bytes, which have no fields; leave --jq, --columns, -o table and csv out", a.Name)
	}
	if !inRows {
		return nil // the layout is the costliest part of a start
	}
	l.layout = layoutOf(c, a)
	if o.allowUnknown || o.noValidate || l.query != nil {
		return nil
	}
	var problems []error
	for i, name := range l.columns {
		if right, ok := l.layout.Spelled(name); ok {
			l.columns[i] = right
		} else if !l.layout.Declares(name) {
			problems = append(problems, usagef("--columns: the answer of %s has no %q%s (--allow-unknown lets it pass)",
				a.Name, name, spelling.DidYouMean(name, l.layout.Names())))
		}
	}
	return errors.Join(problems...)
}

// isBytes tells that an action always answers with bytes.
func isBytes(a *registry.Action) bool {
	return a.Response != nil && a.Response.Schema == nil && a.Response.Content == "application/octet-stream"
}

// layoutOf is what the descriptor says of an action's answers.
func layoutOf(c *connector.Connector, a *registry.Action) render.Layout {
	if a.Response == nil {
		return render.Layout{}
	}
	if p := a.Paginate; p != nil && len(p.Merge) == 0 {
		return render.NewLayout(c.Types(), a.Response.Schema, p.Items, p.ItemsElse, p.Header)
	} else if p != nil {
		return render.NewObjectLayout(c.Types(), a.Response.Schema)
	}
	return render.NewLayout(c.Types(), a.Response.Schema, "", "", "")
}

// answering is the action whose answer becomes the result: of work that is waited
// on, the one that tells what became of it.
func answering(c *connector.Connector, a *registry.Action, wait bool) (*registry.Action, error) {
	if !wait || a.Wait == nil {
		return a, nil
	}
	return c.Registry().Action(a.Wait.Poll)
}
