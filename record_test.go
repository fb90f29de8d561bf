package connector_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/connection"
)

func TestACallIsWrittenDown(t *testing.T) {
	book := &notebook{}
	c := audited(t, roundTrip(fine), audit.Strict, book)
	ctx := connector.WithCaller(t.Context(), audit.Caller{Front: audit.MCP, Name: "ci", Agent: "a\nb", Request: strings.Repeat("r", 300)})
	_, err := c.Do(ctx, connector.Call{Connection: "w", Action: deleteJob, Params: map[string]any{"data": job}})
	require.NoError(t, err)
	got, story := book.taken()
	require.Equal(t, []string{"begin " + deleteJob, "end " + deleteJob}, story)
	assert.Equal(t, 1, book.durable, "the beginning")
	begin, end := got[0], got[1]
	assert.Len(t, begin.Call, 16)
	assert.Len(t, begin.Params, 32)
	assert.False(t, begin.Time.IsZero())
	want := audit.Record{
		Time: begin.Time, Call: begin.Call, Phase: audit.Begin,
		Caller:     audit.Caller{Front: audit.MCP, Name: "ci", Agent: "a b", Request: strings.Repeat("r", 200) + "…"},
		Connection: "w", Action: deleteJob, Safety: "destructive", Decision: audit.Allowed, Params: begin.Params,
	}
	assert.Equal(t, want, begin)
	want.Phase, want.Time, want.Status, want.RequestID, want.Attempts = audit.End, end.Time, 200, "r1", 1
	assert.Equal(t, want, end)

	_, err = c.Do(t.Context(), connector.Call{Connection: "w", Action: deleteJob, Params: map[string]any{"data": job}})
	require.NoError(t, err)
	got, _ = book.taken()
	assert.Equal(t, audit.Caller{Front: audit.Library}, got[0].Caller)
	assert.NotEqual(t, begin.Call, got[0].Call)
	assert.Equal(t, begin.Params, got[0].Params)
}

func TestAFailureIsWrittenDown(t *testing.T) {
	book := &notebook{}
	for code, service := range map[string]roundTrip{
		"BAD_REQUEST": saying(message("no such job")),
		"ERROR":       saying(`{"error_code":"Nothing to see here: ` + strings.Repeat("x", 100) + `","message":"x"}`),
	} {
		_, err := audited(t, service, audit.BestEffort, book).RunAction(t.Context(), "w", getJob, job)
		require.Error(t, err)
		got, story := book.taken()
		require.Equal(t, []string{"end " + getJob}, story)
		assert.Equal(t, code, got[0].Error)
		assert.Equal(t, http.StatusBadRequest, got[0].Status)
	}
}

// Plans are no calls.
func TestPlansAreNotWrittenDown(t *testing.T) {
	book := &notebook{}
	c := audited(t, roundTrip(fine), audit.Strict, book)
	call := connector.Call{Connection: "careful", Action: deleteJob, Params: map[string]any{"data": job}}
	_, err := c.Plan(t.Context(), call)
	require.NoError(t, err)
	require.ErrorIs(t, c.Permits(call), connector.ErrRefused)
	assert.Zero(t, book.tried)
}

// noGate refuses in its own words.
type noGate struct{}

func (noGate) Permit(string, string, string) error { return http.ErrNotSupported }

func TestRefusalsAreWrittenDown(t *testing.T) {
	deleting := map[string]any{"data": job}
	for what, test := range map[string]struct {
		call                         connector.Call
		decision, rule, code, safety string
	}{
		"by policy":          {connector.Call{Connection: "careful", Action: deleteJob, Params: deleting}, audit.Denied, "mode read_only", "POLICY_REFUSED", "destructive"},
		"unconfirmed":        {connector.Call{Connection: "asking", Action: deleteJob, Params: deleting}, audit.Denied, "confirm [destructive]", "POLICY_REFUSED", "destructive"},
		"by a gate's policy": {connector.Call{Connection: "w", Action: deleteJob, Params: deleting, Gates: []connector.Gate{connector.PolicyGate("token ci", connection.Policy{Mode: connection.Safe})}}, audit.Denied, "token ci: mode safe", "POLICY_REFUSED", "destructive"},
		"by a gate":          {connector.Call{Connection: "w", Action: getJob, Params: job, Gates: []connector.Gate{noGate{}}}, audit.Denied, "gate", "ERROR", "read"},
		"invalid":            {connector.Call{Connection: "asking", Action: deleteJob, Confirmed: true}, audit.Confirmed, "", "INVALID_PARAMETERS", "destructive"},
		"no such action":     {connector.Call{Connection: "w", Action: "do\n" + strings.Repeat("x", 1000)}, "", "", "UNKNOWN_ACTION", ""},
		"no such connection": {connector.Call{Connection: "v", Action: getJob}, "", "", "UNKNOWN_CONNECTION", ""},
		"no action":          {connector.Call{Connection: "w"}, "", "", "UNKNOWN_ACTION", ""},
	} {
		t.Run(what, func(t *testing.T) {
			for _, fails := range []func(audit.Record) bool{nil, everyRecord} {
				book := &notebook{fails: fails}
				service := &countedSends{serve: fine}
				c := audited(t, service, audit.Strict, book)
				_, err := c.Do(t.Context(), test.call)
				require.Error(t, err)
				assert.NotErrorIs(t, err, connector.ErrAudit, "it is refused for what it is refused for")
				assert.Zero(t, service.since())
				if fails != nil {
					assert.Equal(t, 1, book.tried)
					continue
				}
				got, _ := book.taken()
				require.Len(t, got, 1)
				r := got[0]
				assert.Equal(t, []string{audit.Refused, test.decision, test.rule, test.code, test.safety, ""}, []string{r.Phase, r.Decision, r.Rule, r.Error, r.Safety, r.Params})
				assert.LessOrEqual(t, len(r.Action), 203)
				assert.NotContains(t, r.Action, "\n")
			}
		})
	}
}

// Somebody said yes only where the policy asks for that.
func TestWhatIsConfirmed(t *testing.T) {
	book := &notebook{}
	c := audited(t, roundTrip(fine), audit.BestEffort, book)
	for connectionName, want := range map[string]string{"w": audit.Allowed, "asking": audit.Confirmed} {
		_, err := c.Do(t.Context(), connector.Call{Connection: connectionName, Action: deleteJob, Params: map[string]any{"data": job}, Confirmed: true})
		require.NoError(t, err)
		_, err = c.Do(t.Context(), connector.Call{Connection: connectionName, Action: getJob, Params: job, Confirmed: true})
		require.NoError(t, err)
		got, _ := book.taken()
		assert.Equal(t, want, got[0].Decision)
		assert.Equal(t, audit.Allowed, got[1].Decision)
	}
}

func TestAuditOptions(t *testing.T) {
	_, err := connector.Open(connector.Config{Audit: connector.Audit{To: &notebook{}, Mode: "lax"}})
	assert.EqualError(t, err, `audit mode "lax" is not one of [strict strict_mutations best_effort]`)
}
