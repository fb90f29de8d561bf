package main

import (
	"context"
	"strconv"

	"github.com/spf13/pflag"

	connector "github.com/actionctl/connector"
)

// seeingFlags show what would happen instead of doing it.
type seeingFlags struct {
	dryRun  bool
	curl    bool
	explain bool
}

func (s *seeingFlags) add(f *pflag.FlagSet) {
	f.BoolVar(&s.dryRun, "dry-run", false, "print the request, secrets redacted, and send nothing")
	f.BoolVar(&s.curl, "curl", false, "print a curl command that sends the request, its token in $DATABRICKS_TOKEN, and send nothing")
	f.BoolVar(&s.explain, "explain", false, "tell how the call would run and why, and send nothing")
}

func (s *seeingFlags) check() error {
	n := 0
	for _, given := range []bool{s.dryRun, s.curl, s.explain} {
		if given {
			n++
		}
	}
	if n > 1 {
		return usagef("--dry-run, --curl and --explain show the same call in different ways; give one of them")
	}
	return nil
}

// nothingSent tells whether the call is only to be shown.
func (s *seeingFlags) nothingSent() bool { return s.dryRun || s.curl || s.explain }

// show does what the flags ask for.
func (a *app) show(ctx context.Context, c *connector.Connector, o *runOptions, in *inputs) error {
	switch {
	case o.seeing.curl:
		return a.curl(ctx, c, o, in)
	case o.seeing.explain:
		return a.explain(ctx, c, o, in)
	}
	return a.dryRun(ctx, c, o)
}

func indexText(i int) string { return strconv.Itoa(i) }
