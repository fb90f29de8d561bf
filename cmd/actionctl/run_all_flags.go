package main

import (
	"errors"

	"github.com/spf13/pflag"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

// pagingFlags are the flags of run that read a list to its end.
type pagingFlags struct {
	every bool
	list  connector.ListOptions
	flags *pflag.FlagSet
}

// pagingNames are the flags that only make sense for a list, and so imply --all.
var pagingNames = []string{"max-items", "max-pages", "page-size", "starting-token"}

func (p *pagingFlags) add(f *pflag.FlagSet) {
	p.flags = f
	f.BoolVar(&p.every, "all", false, "read all pages of a list and print its items")
	f.IntVar(&p.list.MaxItems, "max-items", 0, "stop after `N` items (implies --all)")
	f.IntVar(&p.list.MaxPages, "max-pages", 0, "stop after `N` pages (implies --all)")
	f.IntVar(&p.list.PageSize, "page-size", 0, "ask for `N` items at a time (implies --all)")
	f.StringVar(&p.list.StartingToken, "starting-token", "", "go on where the same command stopped and printed `TOKEN` (implies --all)")
}

func (p *pagingFlags) check() error {
	var problems []error
	for _, f := range []struct {
		name string
		n    int
	}{{"max-items", p.list.MaxItems}, {"max-pages", p.list.MaxPages}, {"page-size", p.list.PageSize}} {
		if f.n < 0 {
			problems = append(problems, usagef("--%s %d is negative; leave it out for no limit", f.name, f.n))
		}
	}
	if p.flags != nil && p.flags.Changed("starting-token") && p.list.StartingToken == "" {
		problems = append(problems, usagef("--starting-token is empty, and the list would begin again; leave it out for that"))
	}
	return errors.Join(problems...)
}

// all is whether more than one page may be read.
func (p *pagingFlags) all() bool {
	for _, name := range pagingNames {
		if p.flags != nil && p.flags.Changed(name) {
			return true
		}
	}
	return p.every
}

// fits reports what cannot be read as a list before anything is done. With wait, the
// list is what the work leaves.
func (p *pagingFlags) fits(c *connector.Connector, action *registry.Action, wait, asItCame bool) error {
	if !p.all() || wait && action.Wait == nil { // which the wait itself reports
		return nil
	}
	listed := action
	if wait {
		var err error
		if listed, err = c.Registry().Action(action.Wait.Poll); err != nil {
			return err
		}
		switch {
		case listed.Paginate == nil:
			return usagef("--all: what %s leaves, the answer of %s, is no list; leave --all out", action.Name, listed.Name)
		case p.list.PageSize != 0 || p.list.StartingToken != "":
			return usagef("--page-size and --starting-token do not go with --wait: the first page comes with the end of the work")
		}
	}
	if asItCame && listed.Paginate != nil && !itemsAreBytes(c.Types(), listed) {
		return usagef("-o raw prints an answer as it came, and a list is many; use -o jsonl, json or yaml, or leave --all out")
	}
	return nil
}
