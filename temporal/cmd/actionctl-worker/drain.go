package main

import (
	"context"
	"fmt"
	"time"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/reloading"
	"github.com/actionctl/connector/temporal/internal/fleet"
)

// start has workers serve the queues, and follow the files of connections. stop ends all
// of it: no more work is taken, waits are given back, calls may go on for as long as
// --drain says and are cut off then.
func (w *crew) start(ctx context.Context, queues []fleet.Queue) (stop func() error, err error) {
	w.fleet = fleet.New(w.build)
	if err := w.fleet.Serve(queues); err != nil {
		w.fleet.Stop()
		return nil, err
	}
	again, release := reloading.Hangups()
	looks := time.NewTicker(reloading.Pause)
	watching, unwatch := context.WithCancel(ctx)
	go reloading.Watch{
		Files: (&connection.Store{Getenv: w.getenv}).Files(), Reload: w.reload, Again: again, Looks: looks.C, Logs: w.logs,
	}.Run(watching)
	return func() error {
		unwatch()
		looks.Stop()
		release()
		return w.drain()
	}, nil
}

func (w *crew) drain() error {
	w.draining.Store(true)
	w.logs.Info("draining", "running", w.running())
	w.cutOff.Store(0)
	w.fleet.Stop()
	if n := w.cutOff.Load(); n > 0 {
		return fmt.Errorf("%w: %d ran for longer than %s", errCut, n, w.flags.drain)
	}
	return nil
}
