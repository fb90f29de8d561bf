package gateway

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"math"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/gateway/token"
)

// Who may not confirm does not get an action confirmed by calling it the end of work that
// a handle of its own making names.
func TestAForgedHandleConfirmsNothing(t *testing.T) {
	everything := token.Scope{Connections: []string{"*"}}
	mayConfirm := everything
	mayConfirm.Confirm = true
	box, conn := sandboxed()
	conn.Policy.Confirm = []string{"write"}
	s := newTestGateway(t, withTokens(token.Token{Name: "ci", Scope: everything}, token.Token{Name: "ops", Scope: mayConfirm}), on("own", conn)).quick()
	handle := handleOn(t, s.handleOf(t, "own"), func(h *connector.Handle) { h.Abort = params{"data": params{"run_id": 7}} })
	sent := box.Requests()
	forged := func(who string, more ...any) answered {
		body := params{"handle": handle, "timeout": 0.000001, "abort_on_cancel": true}
		for i := 0; i+1 < len(more); i += 2 {
			body[more[i].(string)] = more[i+1]
		}
		return s.do(t, "POST", "/v1/wait", body, as(who)...)
	}
	got := forged("ci")
	assert.Equal(t, "POLICY_REFUSED", got.errorOf(t, 403)["code"])
	assert.Contains(t, string(got.Body), `\"confirmed\": true`)
	assert.Equal(t, "SCOPE", forged("ci", "confirmed", true).errorOf(t, 403)["code"])
	assert.Equal(t, 403, forged("ops").Status)
	assert.Equal(t, sent, box.Requests())
	assert.Equal(t, 404, forged("ops", "confirmed", true).Status, "there is no run 7")
	assert.Greater(t, box.Requests(), sent)
}

// handleOf is a handle as a run of a job has it.
func (s *testGateway) handleOf(t *testing.T, connection string) any {
	t.Helper()
	info, err := s.c.ConnectionInfo(connection)
	require.NoError(t, err)
	text, err := json.Marshal(params{
		"version": 1, "action": runNow, "connection": connection, "host": info.Host, "poll": params{"run_id": 7}, "started": "2026-01-01T00:00:00Z",
	})
	require.NoError(t, err)
	h, err := connector.ParseHandle(text)
	require.NoError(t, err)
	return h.String()
}

func TestForgedPageTokens(t *testing.T) {
	s := newTestGateway(t)
	of := digestOf("", "", "")
	for start, want := range map[int]int{farthestStart: 200, farthestStart + 1: 400, math.MaxInt: 400, -1: 400} {
		got := s.do(t, "GET", "/v1/actions?page_token="+tokenOf(start, of), nil)
		assert.Equal(t, want, got.Status, "%d: %s", start, got.Body)
	}
}

// A pattern that would keep the gateway busy counts as words.
func TestPatternsAreBounded(t *testing.T) {
	assert.NotNil(t, patternOf("^get_.*(jobs|clusters)_(list|get)$"))
	assert.Nil(t, patternOf("(.?){1000}x"))
	assert.Nil(t, patternOf("((.?.?.?.?){50}){20}z"))
	assert.Nil(t, patternOf("("))
	s := newTestGateway(t)
	assert.Equal(t, 200, s.do(t, "GET", "/connectors/connection/sandbox/actions?search="+url.QueryEscape("((.?.?.?.?){50}){20}z"), nil).Status)
}

// Lines of a batch that the client may not see are in the audit as calls are.
func TestRefusedLinesAreInTheAudit(t *testing.T) {
	_, conn := sandboxed()
	var book ledger
	s := newTestGateway(t, withTokens(token.Token{Name: "ci", Scope: token.Scope{Connections: []string{"dev"}, Actions: []string{"*_jobs_*"}}}), func(s *setup) {
		s.Connector.Connections = map[string]connection.Connection{"dev": conn, "prod": conn}
		s.Connector.Audit = connector.Audit{To: &book, Mode: audit.BestEffort}
	})
	got := s.batch(t, "?ordered=true&concurrency=1", lines(line(1, "prod", listJobs, nil), line(2, "dev", getCluster, nil)), as("ci")...)
	assert.Len(t, got.results, 2)
	require.Len(t, book.records, 2)
	for i, rule := range []string{"token ci: connections [dev]", "token ci: actions [*_jobs_*]"} {
		assert.Equal(t, rule, book.records[i].Rule)
		assert.Equal(t, audit.Refused, book.records[i].Phase)
	}
}

// Where the gateway keeps its files is for its log.
func TestClientsLearnNothingOfFiles(t *testing.T) {
	var log bytes.Buffer
	_, conn := sandboxed()
	s := newTestGateway(t, func(s *setup) {
		s.Logger = slog.New(slog.NewTextHandler(&log, nil))
		unreadable := conn
		unreadable.Transport, unreadable.CAFile = nil, "/nowhere/ca.pem"
		s.Connector.Connections = map[string]connection.Connection{"own": unreadable}
	})
	got := s.do(t, "POST", "/v1/run", call("own", listJobs, nil))
	assert.Equal(t, 500, got.Status)
	assert.Contains(t, string(got.Body), "the gateway's log says why")
	assert.NotContains(t, string(got.Body), "nowhere")
	assert.Contains(t, log.String(), "/nowhere/ca.pem")
}

func TestPlacesOfOneToken(t *testing.T) {
	s := slots{limits: Limits{Calls: 9, CallsPerToken: 9, Waits: 2, WaitsPerToken: 1}}
	release, err := s.take("a", true)
	require.NoError(t, err)
	_, err = s.take("a", true)
	require.ErrorContains(t, err, "this token runs as many")
	_, err = s.take("a", false)
	require.NoError(t, err)
	_, err = s.take("b", true)
	require.NoError(t, err)
	release()
	_, err = s.take("a", true)
	assert.NoError(t, err)
}
