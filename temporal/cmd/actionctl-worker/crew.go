package main

import (
	"context"
	"log/slog"
	"sync/atomic"

	"go.temporal.io/sdk/client"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/temporal/activities"
	"github.com/actionctl/connector/temporal/internal/account"
	"github.com/actionctl/connector/temporal/internal/fleet"
	"github.com/actionctl/connector/temporal/objects"
)

// crew is what the workers of this process share.
type crew struct {
	*flags
	*streams
	logs      *slog.Logger
	connector *connector.Connector
	records   *audit.File // nil without an audit
	auditMode audit.Mode
	objects   objects.Store
	account   *account.Account
	running   func() int64 // activities
	client    client.Client
	build     func(fleet.Queue) (fleet.Worker, error)
	fleet     *fleet.Fleet
	base      context.Context // of the command, for what outlives it
	fatal     chan error      // why a worker cannot go on
	cutOff    atomic.Int64    // activities that ran for too long after their worker was to stop
	draining  atomic.Bool
	skipped   string // what was told last of connections that are not served
}

// prepare makes sure that there is something to serve, and that it can be.
func (w *crew) prepare() ([]fleet.Queue, error) {
	queues, broken := w.queues(w.connector)
	if err := w.found(w.connector, queues, broken); err != nil {
		return nil, err
	}
	w.tellSkipped(broken)
	var err error
	if w.objects, err = w.store(w.connector); err != nil {
		return nil, err
	}
	if _, err := w.activities(""); err != nil { // the flags are the same for all
		return nil, usagef("--max-payload: %w", err)
	}
	return queues, nil
}

func (w *crew) activities(connection string) (*activities.Activities, error) {
	return activities.New(activities.Options{
		Connector: w.connector, Connection: connection, Objects: w.objects, MaxPayload: w.maxPayload, Gates: w.gates(), Logger: w.logs,
	})
}

// reload reads the connections again and has the fleet follow.
func (w *crew) reload() ([]string, error) {
	changed, err := w.connector.ReloadConnections()
	queues, broken := w.queues(w.connector)
	w.tellSkipped(broken)
	if failed := w.fleet.Serve(queues); failed != nil {
		w.logs.Error("some connections are not served as they should be; this is tried again", "error", failed)
	}
	return changed, err
}

// tellSkipped logs what keeps connections from being served, once.
func (w *crew) tellSkipped(broken error) {
	text := ""
	if broken != nil {
		text = broken.Error()
	}
	if text != w.skipped && text != "" {
		w.logs.Warn("some connections are not served", "error", text)
	}
	w.skipped = text
}
