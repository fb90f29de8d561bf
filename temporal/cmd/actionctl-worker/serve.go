package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/actionctl/connector/internal/metrics"
	"github.com/actionctl/connector/temporal/internal/account"
	"github.com/actionctl/connector/temporal/internal/health"
	"github.com/actionctl/connector/temporal/internal/sdkmetrics"
)

// serve serves until ctx ends, and drains.
func serve(ctx context.Context, s *streams, f *flags) (err error) {
	w := &crew{base: ctx, flags: f, streams: s, logs: f.logger(s.Err), fatal: make(chan error, 1)}
	records, auditing, err := openAudit(s, f)
	if err != nil {
		return err
	}
	if records != nil {
		w.records, w.auditMode = records, auditing.Mode
		defer func() { err = errors.Join(err, records.Close()) }()
	}
	if w.connector, err = openConnector(s, f, auditing, w.logs); err != nil {
		return err
	}
	if _, err := w.connector.ReloadConnections(); err != nil {
		return err
	}
	queues, err := w.prepare()
	if err != nil {
		return err
	}
	set := &metrics.Set{}
	health.Process(set, version())
	w.account = account.New(set, w.connector.Registry())
	w.running = w.account.Running
	telling, err := f.listen(ctx)
	if err != nil {
		return err
	}
	defer telling.close()
	if w.client, err = dial(ctx, s, f, sdkmetrics.New(set), w.logs); err != nil {
		return err
	}
	defer w.client.Close()
	w.build = w.worker
	stop, err := w.start(ctx, queues)
	if err != nil {
		return err
	}
	telling.serve(health.Handler(set, w.ready, w.logs))
	for _, q := range w.fleet.Queues() {
		_, _ = fmt.Fprintf(s.Out, "connection %s on task queue %s\n", q.Connection, q.Name) // nobody has to read it
	}
	if at := telling.address(); at != "" {
		_, _ = fmt.Fprintf(s.Out, "metrics on http://%s/metrics\n", at) // as above
	}
	select {
	case <-ctx.Done():
	case err = <-w.fatal:
	}
	return errors.Join(err, stop())
}
