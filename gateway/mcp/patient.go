package mcp

import (
	"context"
	"errors"
	"io"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// patient is a transport whose end comes once everything that was asked is answered: what
// reads the end of its input drops what it has not answered.
type patient struct{ mcp.Transport }

func (p patient) Connect(ctx context.Context) (mcp.Connection, error) {
	conn, err := p.Transport.Connect(ctx)
	return &patientConnection{Connection: conn, changed: make(chan struct{}), closed: make(chan struct{})}, err
}

type patientConnection struct {
	mcp.Connection
	mu      sync.Mutex
	open    int           // requests of the client without an answer
	asked   int           // questions to the client without one, which nobody answers after the end
	changed chan struct{} // closed when one of them changes
	closed  chan struct{}
	once    sync.Once
}

func (c *patientConnection) Read(ctx context.Context) (jsonrpc.Message, error) {
	m, err := c.Connection.Read(ctx)
	if errors.Is(err, io.EOF) {
		c.settle(ctx)
	}
	c.count(m, 1)
	return m, err
}

func (c *patientConnection) Write(ctx context.Context, m jsonrpc.Message) error {
	err := c.Connection.Write(ctx, m)
	c.count(m, -1)
	return err
}

func (c *patientConnection) Close() error {
	c.once.Do(func() { close(c.closed) })
	return c.Connection.Close()
}

// count takes a message into account that was read (1) or written (-1).
func (c *patientConnection) count(m jsonrpc.Message, way int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch m := m.(type) {
	case *jsonrpc.Request:
		switch {
		case !m.IsCall():
			return
		case way > 0:
			c.open++
		default:
			c.asked++
		}
	case *jsonrpc.Response:
		if way > 0 {
			c.asked--
		} else {
			c.open--
		}
	}
	close(c.changed)
	c.changed = make(chan struct{})
}

// settle returns when nothing is open any more that could be answered.
func (c *patientConnection) settle(ctx context.Context) {
	for {
		c.mu.Lock()
		done, changed := c.open <= c.asked, c.changed
		c.mu.Unlock()
		if done {
			return
		}
		select {
		case <-changed:
		case <-c.closed:
			return
		case <-ctx.Done():
			return
		}
	}
}
