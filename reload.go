package connector

import (
	"errors"
	"fmt"

	"github.com/actionctl/connector/connection"
)

// ErrMoved is what errors.Is finds in the error for a poll, an abort or a further page that
// was not sent because the connection has come to lead to another workspace than the one
// that it is about.
var ErrMoved = errors.New("the connection leads to another workspace now")

// ReloadConnections reads the files of connections anew and returns the names whose
// connections changed, are new or are gone, sorted. It is for programs that run long:
// from the first time on, the files are read by it alone. It reads two small files, so
// that it may be called every few seconds; call it before the first call, and no call sees
// a file that is half written.
//
// Connections that are as they were keep their pools, limits and sign-ins. Calls that are
// running end on the connection that they began on; what is gone is unknown from then on,
// to the next poll or page too, and these never go to another workspace: ErrMoved. A file
// that cannot be used counts as it was last time, and the error says what is wrong with it;
// what changed in the other one is returned beside it.
func (c *Connector) ReloadConnections() (changed []string, err error) {
	changed, err = c.store.Reload()
	c.clients.Range(func(key, value any) bool {
		c.dropIfReplaced(key.(*connection.Connection), value.(*client))
		return true
	})
	return changed, err
}

// dropIfReplaced forgets the way to a connection that is another one now. Calls on their
// way keep it. Its successor keeps quiet about its credentials too: work that it began
// may be told of.
func (c *Connector) dropIfReplaced(conn *connection.Connection, old *client) {
	now, err := c.store.Find(conn.Name)
	if now == conn {
		return
	}
	c.clients.Delete(conn)
	old.CloseIdle()
	if err == nil {
		c.clientOf(now).credentials.Remember(old.credentials.Secrets())
	}
}

// at makes sure that a connection leads to a workspace, unless any will do.
func at(conn *connection.Connection, host string) error {
	if host == "" || conn.Host == host {
		return nil
	}
	return fmt.Errorf("connection %s: %w: it was %s and is %s", conn.Name, ErrMoved, host, conn.Host)
}
