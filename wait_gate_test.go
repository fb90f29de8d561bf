package connector_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// A handle leads to no further action than the gates let pass: why parts failed is left
// out where they do not.
func TestGatesOfAHandleHoldForItsParts(t *testing.T) {
	s := newWorkService(t, runNow)
	s.polls = []any{failedRun(aTask("cause", 3, "TERMINATED", "FAILED"))}
	s.output = map[string]any{"error": "of somebody else"}
	_, err := s.run(connector.WaitOptions{})
	h := waitError(t, err).Handle
	for why, gate := range map[string]connector.Gate{
		"of somebody else": connector.PolicyGate("a token", connection.Policy{}),
		"":                 connector.PolicyGate("a token", connection.Policy{Deny: []string{"*_get_output"}}),
	} {
		_, err := s.at.c.WaitFor(t.Context(), h, connector.WaitOptions{Gates: []connector.Gate{gate}})
		require.ErrorIs(t, err, connector.ErrFailed)
		assert.Equal(t, why, waitError(t, err).Parts[0].Error)
	}
}

// An abort by a handle is confirmed where the policy asks for that, once gates say that
// the handle may be made up.
func TestAnAbortByHandleIsConfirmed(t *testing.T) {
	s := newWorkService(t, runNow)
	s.polls = []any{failedRun(aTask("cause", 3, "TERMINATED", "FAILED"))}
	_, err := s.run(connector.WaitOptions{})
	h := waitError(t, err).Handle
	asks, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"fake": {
			Host: h.Host, Auth: connection.StaticToken("token"), Transport: s.at, RetryBudget: -1,
			Policy: connection.Policy{Confirm: []string{"write"}},
		}},
		Getenv: func(string) string { return "" },
	})
	require.NoError(t, err)
	open := []connector.Gate{connector.PolicyGate("a token", connection.Policy{})}
	for _, tc := range []struct {
		o    connector.WaitOptions
		want error
	}{
		{connector.WaitOptions{Gates: open, AbortOnCancel: true}, connector.ErrRefused},
		{connector.WaitOptions{Gates: open, AbortOnCancel: true, Confirmed: true}, connector.ErrFailed},
		{connector.WaitOptions{Gates: open}, connector.ErrFailed},
		{connector.WaitOptions{AbortOnCancel: true}, connector.ErrFailed},
	} {
		_, err := asks.WaitFor(t.Context(), h, tc.o)
		assert.ErrorIs(t, err, tc.want, "%+v", tc.o)
	}
}
