package main

import (
	"context"
	"errors"
	"fmt"

	"go.temporal.io/sdk/client"

	"github.com/actionctl/connector/audit"
)

// ready is why this worker takes no work, or nil: it is about to end, it has nothing to
// serve, records that calls need cannot be written, Temporal does not answer.
func (w *crew) ready(ctx context.Context) error {
	if w.draining.Load() {
		return errors.New("this worker is about to end")
	}
	if len(w.fleet.Queues()) == 0 {
		return errors.New("there is no connection to serve any more")
	}
	if w.records != nil && w.auditMode != audit.BestEffort {
		if err := w.records.Check(); err != nil {
			return err
		}
	}
	if _, err := w.client.CheckHealth(ctx, &client.CheckHealthRequest{}); err != nil {
		return fmt.Errorf("temporal does not answer: %w", err)
	}
	return nil
}
