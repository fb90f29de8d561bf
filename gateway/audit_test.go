package gateway

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/gateway/token"
)

// ledger keeps records, unless it is told to fail.
type ledger struct {
	mu      sync.Mutex
	fails   error
	records []audit.Record
}

func (l *ledger) Write(_ context.Context, r audit.Record, _ bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fails == nil {
		l.records = append(l.records, r)
	}
	return l.fails
}

func (l *ledger) audited(s *setup) {
	s.Connector.Audit = connector.Audit{To: l, Mode: audit.Strict}
}

// Each call of a client is in the audit under its token, with the request's id.
func TestCallsAreAudited(t *testing.T) {
	var l ledger
	s := newTestGateway(t, l.audited, withTokens(token.Token{Name: "ci", Scope: token.Scope{Connections: []string{"*"}, Classes: []string{"read"}}}))
	done := s.do(t, "POST", "/v1/run", `{"connection":"sandbox","action":"get_api_2_1_clusters_list"}`, append(as("ci"), "User-Agent", "mine/1.0")...)
	require.Equal(t, 200, done.Status)
	refused := s.do(t, "POST", "/v1/run", createPolicy("x"), as("ci")...)
	require.Equal(t, 403, refused.Status)
	require.Len(t, l.records, 3)
	for i, want := range []struct {
		phase, decision string
		request         answered
	}{{audit.Begin, audit.Allowed, done}, {audit.End, audit.Allowed, done}, {audit.Refused, audit.Denied, refused}} {
		r := l.records[i]
		assert.Equal(t, want.phase, r.Phase)
		assert.Equal(t, want.decision, r.Decision)
		assert.Equal(t, audit.Gateway, r.Caller.Front)
		assert.Equal(t, "ci", r.Caller.Name)
		assert.Equal(t, want.request.Header.Get("X-Request-Id"), r.Caller.Request)
	}
	assert.Equal(t, "mine/1.0", l.records[0].Caller.Agent)
}

// No record, no call: the client is told that it may come again.
func TestNoRecordNoCall(t *testing.T) {
	l := ledger{fails: errors.New("no space left")}
	s := newTestGateway(t, l.audited)
	got := s.do(t, "POST", "/v1/run", `{"connection":"sandbox","action":"get_api_2_1_clusters_list"}`)
	assert.Equal(t, "503 AUDIT_FAILED", fmt.Sprint(got.Status, " ", got.code(t)))
	assert.Zero(t, s.box.Requests())
	assert.Contains(t, string(s.do(t, "GET", "/metrics", nil).Body), "actionctl_audit_failures_total 1\n")
}
