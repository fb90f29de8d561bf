package connector

import (
	"fmt"

	"github.com/actionctl/connector/connection"
)

// permitHandle asks the gates about what waiting by a handle sends. What it may ask about
// parts that failed is left out where they do not let it pass.
func (c *Connector) permitHandle(w *work, conn *connection.Connection, o WaitOptions) error {
	w.gates = o.Gates
	if len(o.Gates) == 0 {
		return nil
	}
	names := []string{w.poll.Name}
	if abort := w.action.Wait.Abort; abort != nil && o.AbortOnCancel {
		names = append(names, abort.Action)
	}
	for _, name := range names {
		a, err := c.registry.Action(name)
		if err != nil {
			return fmt.Errorf("%s: wait: %w", w.action.Name, err)
		}
		confirmed := o.Confirmed || name == w.poll.Name
		if err := permit(a, conn, confirmed, o.Gates); err != nil {
			return fmt.Errorf("%s: wait: %w", w.action.Name, err)
		}
	}
	return nil
}
