package connector_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/connection"
)

// notebook takes records, as long as nothing fails.
type notebook struct {
	mu      sync.Mutex
	fails   func(r audit.Record) bool // nil: none does
	tried   int
	durable int
	all     []audit.Record
}

// breaks has records fail from now on, or none when it is nil.
func (n *notebook) breaks(fails func(audit.Record) bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.fails = fails
}

var errNotebook = errors.New("no room in the notebook")

func (n *notebook) Write(_ context.Context, r audit.Record, durable bool) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.tried++
	if n.fails != nil && n.fails(r) {
		return errNotebook
	}
	if durable {
		n.durable++
	}
	n.all = append(n.all, r)
	return nil
}

// taken are the records since the last time, and how they read: phase, purpose, action.
func (n *notebook) taken() (records []audit.Record, story []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, r := range n.all {
		line := r.Phase
		if r.Purpose != "" {
			line += " " + r.Purpose
		}
		story = append(story, line+" "+r.Action)
	}
	records, n.all = n.all, nil
	return records, story
}

func everyRecord(audit.Record) bool { return true }

func endRecord(r audit.Record) bool { return r.Phase == audit.End }

// countedSends is a service that counts what it is sent.
type countedSends struct {
	mu    sync.Mutex
	n     int
	serve roundTrip
}

func (s *countedSends) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	s.n++
	s.mu.Unlock()
	return s.serve(r), nil
}

// since is how many requests there were since the last time.
func (s *countedSends) since() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.n
	s.n = 0
	return n
}

// audited is a connector to a service whose calls are written down. Connection w does
// everything, asking wants some actions confirmed, careful only reads.
func audited(t testing.TB, service http.RoundTripper, mode audit.Mode, book audit.Writer, middlewares ...connector.Middleware) *connector.Connector {
	t.Helper()
	conn := connection.Connection{Host: "https://w.example", Transport: service, Auth: connection.StaticToken(tokenCanary), RetryBudget: -1}
	asking, careful := conn, conn
	asking.Policy.Confirm = []string{"destructive"}
	careful.Policy.Mode = connection.ReadOnly
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"w": conn, "asking": asking, "careful": careful},
		Getenv:      func(string) string { return "" },
		Middleware:  middlewares,
		Audit:       connector.Audit{To: book, Mode: mode},
	})
	require.NoError(t, err)
	c.SetClock(connector.NewHandClock())
	return c
}
