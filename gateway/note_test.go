package gateway

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/gateway/token"
)

// Whatever a client tries is in the audit once, with the reason that it is not told
// itself. What it only plans is not.
func TestRefusalsAreInTheAudit(t *testing.T) {
	box, conn := sandboxed()
	var book ledger
	s := newTestGateway(t, withTokens(
		token.Token{Name: "ci", Scope: token.Scope{Connections: []string{"dev"}, Actions: []string{"*_jobs_*"}, Classes: []string{"read"}}},
	), func(s *setup) {
		s.Connector.Connections = map[string]connection.Connection{"dev": conn, "prod": conn}
		s.Connector.Audit = connector.Audit{To: &book, Mode: audit.Strict}
	})
	for name, tc := range map[string]struct {
		body map[string]any
		code string
		rule string
	}{
		"another connection":    {call("prod", listJobs, nil), "POLICY_REFUSED", "token ci: connections [dev]"},
		"no connection":         {call("nowhere", listJobs, nil), "UNKNOWN_CONNECTION", ""},
		"another action":        {call("dev", getCluster, nil), "POLICY_REFUSED", "token ci: actions [*_jobs_*]"},
		"no action":             {call("dev", "get_jobs_please", nil), "UNKNOWN_ACTION", ""},
		"another class":         {call("dev", runNow, nil), "POLICY_REFUSED", "token ci: classes [read]"},
		"confirmed by nobody":   {call("dev", listJobs, nil, "confirmed", true), "POLICY_REFUSED", "token ci: no confirm in its scope"},
		"parameters of no kind": {call("dev", listJobs, params{"nam": 1}), "INVALID_PARAMETERS", ""},
	} {
		t.Run(name, func(t *testing.T) {
			book.records = nil
			s.do(t, "POST", "/v1/plan", tc.body, as("ci")...)
			assert.Empty(t, book.records, "it was only planned")
			got := s.do(t, "POST", "/v1/run", tc.body, as("ci")...)
			require.Len(t, book.records, 1)
			r := book.records[0]
			assert.Equal(t, audit.Refused, r.Phase)
			assert.Equal(t, tc.code, r.Error)
			assert.Equal(t, tc.rule, r.Rule)
			assert.Equal(t, tc.body["connection"], r.Connection)
			assert.Equal(t, tc.body["action"], r.Action)
			assert.Equal(t, audit.Caller{Front: audit.Gateway, Name: "ci", Agent: "Go-http-client/1.1", Request: got.Header.Get("X-Request-Id")}, r.Caller)
		})
	}
	assert.Zero(t, box.Requests())

	book.records = nil
	require.Equal(t, 200, s.do(t, "POST", "/v1/run", call("dev", listJobs, nil), as("ci")...).Status)
	require.Len(t, book.records, 2)
	assert.Equal(t, audit.Begin, book.records[0].Phase)
	assert.Equal(t, audit.End, book.records[1].Phase)
}

// A write that is finished without its client is in the audit, once and with its end.
func TestWritesWithoutTheirClientAreInTheAudit(t *testing.T) {
	_, conn := sandboxed()
	g := newGate()
	conn.Transport = g.around(conn.Transport)
	var book ledger
	s := newTestGateway(t, on("own", conn), func(s *setup) {
		s.Connector.Audit = connector.Audit{To: &book, Mode: audit.Strict}
	})
	left, leave := s.askAndLeave(t, call("own", "post_api_2_2_jobs_create", params{"data": params{"name": "made once"}}))
	<-g.in
	leave()
	require.ErrorIs(t, <-left, context.Canceled)
	close(g.out)
	require.NoError(t, <-g.ended)
	require.NoError(t, s.g.Drain(t.Context()))
	require.Len(t, book.records, 2)
	assert.Equal(t, 200, book.records[1].Status)
	assert.Empty(t, book.records[1].Error)
}
