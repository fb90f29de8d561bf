package main

import (
	"context"
	"errors"
	"fmt"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/batch"
)

// batch runs the calls of a file.
func (a *app) batch(ctx context.Context, o *batchOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	in, err := a.openCalls(ctx, o)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // only read from
	c, err := a.open()
	if err != nil {
		return err
	}
	for _, w := range c.Warnings(o.connection) {
		fmt.Fprintln(a.Err, "actionctl: warning:", w)
	}
	how := connector.BatchOptions{
		Concurrency: o.concurrency, Ordered: o.ordered, StopOnError: o.stopOnError,
		RetryUnknown: o.retryUnknown, RetryFailed: o.retryFailed,
		Wait: connector.WaitOptions{Timeout: o.waiting.timeout, Interval: o.waiting.interval, AbortOnCancel: o.waiting.abort},
	}
	closeJournal := func() error { return nil }
	if o.journal != "" {
		journal, err := batch.OpenJournal(o.journal)
		if err != nil {
			return usageError{err}
		}
		how.Journal, closeJournal = journal, journal.Close
	}
	out, err := a.openResults(o)
	if err != nil {
		return errors.Join(err, closeJournal())
	}
	t := newTally(ctx, a, batch.NewReader(in))
	t.size = sizeOf(in)
	t.in.Default = connector.Call{Connection: o.connection, Validation: o.mode(), Confirmed: o.yes}
	err = errors.Join(a.answer(ctx, c, t, how, batch.NewWriter(out)), out.Close(), closeJournal())
	if ended := t.end(o); err == nil {
		err = ended
	}
	return err
}

// answer runs the calls and writes their results. When these cannot be written, what
// runs may come to its end.
func (a *app) answer(ctx context.Context, c *connector.Connector, t *tally, how connector.BatchOptions, out *batch.Writer) (err error) {
	work, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	defer context.AfterFunc(ctx, func() { a.endWithin(work, cancel) })()
	for r := range c.RunBatch(work, t.calls(), how) {
		line := batch.LineOf(r)
		if line.Error != nil {
			inCommands(line.Error)
		}
		t.took(r, line)
		if err == nil {
			err = out.WriteLine(line)
		}
		if err != nil {
			t.unwritten()
		}
	}
	return err
}
