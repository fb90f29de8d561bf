//go:build e2e && unix

package e2e

import (
	"io"
	"net"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// cable is what lies between a worker and Temporal. It can be cut.
type cable struct {
	listener net.Listener
	mu       sync.Mutex
	cut      bool
	open     []net.Conn
}

func layCable(t *testing.T) *cable {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	c := &cable{listener: l}
	go c.serve()
	t.Cleanup(func() { _ = l.Close(); c.sever() })
	return c
}

func (c *cable) address() string { return c.listener.Addr().String() }

func (c *cable) serve() {
	for {
		near, err := c.listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", temporalAddress)
		if err != nil || !c.keep(near, far) {
			_ = near.Close()
			continue
		}
		go carry(near, far)
		go carry(far, near)
	}
}

func (c *cable) keep(ends ...net.Conn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cut {
		return false
	}
	c.open = append(c.open, ends...)
	return true
}

func carry(from, to net.Conn) {
	_, _ = io.Copy(to, from) // however it ends, it is over
	_ = to.Close()
}

// sever cuts the cable: nothing gets through any more, and no new connection is made.
func (c *cable) sever() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut = true
	for _, end := range c.open {
		_ = end.Close()
	}
	c.open = nil
}

// mend lets new connections through again.
func (c *cable) mend() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut = false
}
