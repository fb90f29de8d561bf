package main

import (
	"context"
	"errors"
	"io"
	"reflect"
	"time"

	"github.com/spf13/pflag"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/render"
	"github.com/actionctl/connector/registry"
)

// waitingFlags are the flags that say how to follow work to its end.
type waitingFlags struct {
	wait     bool
	noWait   bool
	start    bool
	timeout  time.Duration
	interval time.Duration
	abort    bool
	flags    *pflag.FlagSet
}

// waitingNames are the flags that only make sense for a wait.
var waitingNames = []string{"wait-timeout", "poll-interval", "abort-on-cancel"}

// add adds the flags of run, where waiting is a choice.
func (w *waitingFlags) add(f *pflag.FlagSet) {
	f.BoolVar(&w.wait, "wait", false, "follow the work that the action starts to its end and print what became of it")
	f.BoolVar(&w.noWait, "no-wait", false, "print the action's own answer (the default)")
	f.BoolVar(&w.start, "start", false, "start the work and print its handle, for actionctl wait in another step or on another machine")
	w.addHow(f)
}

// addHow adds the flags that say how to wait.
func (w *waitingFlags) addHow(f *pflag.FlagSet) {
	w.flags = f
	f.DurationVar(&w.timeout, "wait-timeout", 0, "stop waiting after this `DURATION` (default: the action's own, see describe)")
	f.DurationVar(&w.interval, "poll-interval", 0, "`DURATION` between the first polls; it grows to 10s (default 1s)")
	f.BoolVar(&w.abort, "abort-on-cancel", false, "end the work when the waiting is interrupted or times out, where the action can")
}

func (w *waitingFlags) check() error {
	var problems []error
	if w.wait && w.noWait {
		problems = append(problems, usagef("--wait and --no-wait exclude each other"))
	}
	for _, name := range waitingNames {
		if !w.wait && w.flags != nil && w.flags.Changed(name) {
			problems = append(problems, usagef("--%s says how to wait; give --wait too", name))
		}
	}
	return errors.Join(append(problems, w.checkHow())...)
}

func (w *waitingFlags) checkHow() error {
	var problems []error
	if w.timeout < 0 {
		problems = append(problems, usagef("--wait-timeout %s is negative", w.timeout))
	}
	if w.interval < 0 {
		problems = append(problems, usagef("--poll-interval %s is negative", w.interval))
	}
	return errors.Join(problems...)
}

// fits reports an action that cannot be waited on.
func (w *waitingFlags) fits(action *registry.Action) error {
	flag := "--wait"
	if w.start {
		flag = "--start"
	}
	if !w.wait && !w.start || action.Wait != nil {
		return nil
	}
	return usagef("%s: %s: %w", flag, action.Name, connector.ErrNoWait)
}

func (w *waitingFlags) options(p *progressLine) connector.WaitOptions {
	return connector.WaitOptions{Timeout: w.timeout, Interval: w.interval, AbortOnCancel: w.abort, OnProgress: p.show}
}

// runWait runs the call and follows the work that it starts.
func (a *app) runWait(ctx context.Context, c *connector.Connector, o *runOptions) error {
	p := a.newProgressLine()
	p.onInterrupt(ctx, o.waiting.abort)
	done, err := c.Wait(ctx, a.call, o.waiting.options(p))
	p.clear()
	return a.printEnd(ctx, c, o, done, err)
}

// printEnd prints what became of the work, also where it failed: scripts read why.
func (a *app) printEnd(ctx context.Context, c *connector.Connector, o *runOptions, done *connector.Finished, err error) error {
	var wait *connector.WaitError
	switch {
	case errors.As(err, &wait) && wait.Err == nil && !o.paging.all():
		return errors.Join(err, a.printResource(ctx, c, o, &wait.Finished))
	case err != nil || done.Answer == nil: // or there is nothing left to print
		return err
	case o.paging.all():
		action, err := answered(c, done)
		if err != nil {
			return err
		}
		return a.printListing(ctx, o, action, done.List())
	}
	return a.printResource(ctx, c, o, done)
}

// answered is the action whose answer told what became of the work.
func answered(c *connector.Connector, f *connector.Finished) (*registry.Action, error) {
	action, err := c.Registry().Action(f.Action)
	if err != nil {
		return nil, err
	}
	return answering(c, action, true)
}

// printResource prints the last answer as it came; one that was split over pages as the
// whole that it is.
func (a *app) printResource(ctx context.Context, c *connector.Connector, o *runOptions, f *connector.Finished) error {
	if f.Answer == nil {
		return nil
	}
	action, err := answered(c, f)
	if err != nil {
		return err
	}
	page, err := f.Answer.Data()
	if err != nil {
		return err
	}
	look := a.options(o)
	return a.toOutput(o, func(w io.Writer) error {
		if o.look.asItCame() || reflect.DeepEqual(page, f.Resource) {
			return writeResult(ctx, w, f.Answer, headersOf(action), look)
		}
		return render.Of(ctx, w, f.Resource, look)
	})
}
