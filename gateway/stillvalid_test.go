package gateway

import (
	"bufio"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/gateway/token"
)

// endable is a token that somebody may revoke.
type endable struct{ revoked atomic.Bool }

func (e *endable) Verify(string) (token.Token, error) {
	who := token.Token{ID: "id-ci", Name: "ci", Scope: token.Scope{Connections: []string{"*"}, Confirm: true}}
	if e.revoked.Load() {
		return who, token.ErrRevoked
	}
	return who, nil
}

func (e *endable) of(s *setup) { s.Tokens = e }

// Whoever has a batch open when the token is revoked runs nothing more with it.
func TestABatchEndsWithItsToken(t *testing.T) {
	var tokens endable
	s := newTestGateway(t, tokens.of)
	body, calls := io.Pipe()
	resp := s.ask(t, "/v1/batch", io.Reader(body), append(as("any"), "Content-Type", linesContent)...)
	results := bufio.NewScanner(resp.Body)
	outcome := func(id int) string {
		_, err := io.WriteString(calls, lines(line(id, "sandbox", listJobs, nil)))
		require.NoError(t, err)
		require.True(t, results.Scan())
		return results.Text()
	}
	assert.Contains(t, outcome(1), `"outcome":"done"`)
	sent := s.box.Requests()
	tokens.revoked.Store(true)
	assert.Contains(t, outcome(2), `"code":"NO_TOKEN"`)
	assert.Equal(t, sent, s.box.Requests())
	require.NoError(t, calls.Close())
}

// A wait ends with its token; its work goes on.
func TestAWaitEndsWithItsToken(t *testing.T) {
	var tokens endable
	way := newRoad(nil, polls)
	s := newTestGateway(t, tokens.of, func(s *setup) {
		_, conn := sandboxed()
		way.next, conn.Transport = conn.Transport, way
		on("own", conn)(s)
	}).quick()
	s.g.pace.token = time.Microsecond
	answer := s.inBackground(s.request(t, "POST", "/v1/wait", s.starting(t, "own"), as("any")...))
	<-way.stood
	tokens.revoked.Store(true)
	got := <-answer
	assert.Equal(t, http.StatusUnauthorized, got.Status, "%s", got.Body)
	assert.Equal(t, "NO_TOKEN", got.code(t))
	assert.NotEmpty(t, got.errorOf(t, 401)["handle"])
	assert.Contains(t, way.went, clusterStart)
}
