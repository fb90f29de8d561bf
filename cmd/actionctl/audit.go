package main

import (
	"context"
	"errors"
	"iter"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/audit"
)

// auditOptions are the flags of audit.
type auditOptions struct {
	file         string
	filter       audit.Filter
	since, until string
	output       string
	follow       bool
}

func (a *app) newAudit() *cobra.Command {
	var o auditOptions
	cmd := &cobra.Command{
		Use:   "audit [FILE]",
		Short: "Read the records of calls",
		Long: `Read the records that --audit FILE, or ACTIONCTL_AUDIT, has written, those that were
put aside first. Without FILE it is the one that those name.

A call that could change something has two records, "begin" before it goes out and
"end"; one that was refused has "refused". --open shows calls that have begun and not
ended: they are running, or nobody knows what became of them.`,
		Example: `  actionctl audit --since 1h --failed
  actionctl audit audit.jsonl --action 'delete_*' --caller ci -o jsonl
  actionctl audit --open
  actionctl audit --follow`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("audit reads one file, not %d", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.file = a.auditPath()
			if len(args) > 0 {
				o.file = args[0]
			}
			return a.readAudit(cmd.Context(), &o)
		},
	}
	o.add(cmd)
	return cmd
}

func (o *auditOptions) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.since, "since", "", "records since this `TIME`: how long ago, such as 90m or 7d, or 2026-01-31T09:00:00Z")
	f.StringVar(&o.until, "until", "", "records before this `TIME`")
	f.StringVar(&o.filter.Caller, "caller", "", "calls of this `NAME`: a token's, or a user's")
	f.StringVar(&o.filter.Front, "front", "", "calls that came in by this `FRONT`: library, cli, gateway, mcp or temporal")
	f.StringVarP(&o.filter.Connection, "connection", "c", "", "calls on this connection's `NAME`")
	f.StringVar(&o.filter.Action, "action", "", "calls of actions whose name matches this `GLOB`")
	f.StringVar(&o.filter.Safety, "safety", "", "calls of this safety `CLASS`: read, write, cost, privileged or destructive")
	f.StringVar(&o.filter.Decision, "decision", "", "calls about which this `DECISION` was made: allowed, confirmed or denied")
	f.StringVar(&o.filter.Phase, "phase", "", "records of this `PHASE`: begin, end or refused")
	f.StringVar(&o.filter.Call, "call", "", "the records of the call of this `ID`")
	f.BoolVar(&o.filter.Failed, "failed", false, "calls that ended in an error, or were refused")
	f.BoolVar(&o.filter.Open, "open", false, "calls that have begun and not ended")
	f.BoolVarP(&o.follow, "follow", "f", false, "go on with the records that come later")
	f.StringVarP(&o.output, "output", "o", "table", "`FORMAT`: table, json or jsonl")
}

func (o *auditOptions) check(now time.Time) error {
	if o.file == "" {
		return usagef("audit needs a file of records: actionctl audit FILE, --audit or %s", auditEnv)
	}
	if o.output != "table" && o.output != "json" && o.output != "jsonl" {
		return usagef("output %q is not one of table, json, jsonl", o.output)
	}
	if o.follow && o.filter.Open {
		return usagef("--follow and --open exclude each other: which calls are open is known at the end of the file")
	}
	if o.follow && o.output == "json" {
		return usagef("--follow has no end, which -o json needs; take -o jsonl")
	}
	var err error
	if o.filter.Since, err = since(o.since, now); err != nil {
		return usagef("--since: %w", err)
	}
	if o.filter.Until, err = since(o.until, now); err != nil {
		return usagef("--until: %w", err)
	}
	if err := o.filter.Validate(); err != nil {
		return usagef("%w", err)
	}
	return nil
}

// lookAgain is how long --follow waits for more.
const lookAgain = 250 * time.Millisecond

func (a *app) readAudit(ctx context.Context, o *auditOptions) error {
	if err := o.check(time.Now()); err != nil {
		return err
	}
	out := a.newAuditOutput(ctx, o.output)
	records := audit.Read(o.file, o.filter)
	if o.follow {
		records = audit.Follow(o.file, o.filter, func() error {
			if err := out.Flush(); err != nil {
				return err
			}
			return pause(ctx, lookAgain)
		})
	}
	return a.printAudit(ctx, records, out)
}

func (a *app) printAudit(ctx context.Context, records iter.Seq2[audit.Record, error], out auditOutput) error {
	for r, err := range records {
		var odd *audit.LineError
		switch {
		case errors.As(err, &odd):
			a.note("skipped: " + odd.Error())
			continue
		case err != nil:
			return errors.Join(readable(err), out.End())
		}
		if err := out.Record(r.Printable()); err != nil {
			return err
		}
		if ctx.Err() != nil {
			break
		}
	}
	return out.End()
}

func readable(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return usagef("%w; is anything written down? See: actionctl audit --help", err)
	}
	return err
}

// pause waits, or returns why the context ended.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
