package token

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

var _ connector.Gate = Token{}

func TestPermit(t *testing.T) {
	const jobs = "get_api_2_2_jobs_list"
	for _, tt := range []struct {
		scope               Scope
		conn, action, class string
		refused             string
	}{
		{Scope{}, "prod", jobs, "read", "connections []; a token with connection prod"},
		{onProd, "prod", jobs, "destructive", ""},
		{onProd, "prod", jobs, "new_class", ""},
		{onProd, "prod2", jobs, "read", "connections [prod]; a token with connection prod2"},
		{Scope{Connections: []string{"dev", "p*"}}, "prod", jobs, "read", ""},
		{Scope{Connections: []string{"p*"}}, "Prod", jobs, "read", "connections [p*]"},
		{Scope{Connections: []string{"*"}}, "", jobs, "read", ""},
		{Scope{Connections: []string{"["}}, "[", jobs, "read", "connections [[]"},
		{Scope{Connections: []string{"*"}, Actions: []string{"get_*"}}, "prod", jobs, "read", ""},
		{Scope{Connections: []string{"*"}, Actions: []string{"get_*"}}, "prod", "post_get_", "read", "actions [get_*]; a token with this action"},
		{Scope{Connections: []string{"*"}, Classes: []string{"read", "cost"}}, "prod", jobs, "cost", ""},
		{Scope{Connections: []string{"*"}, Classes: []string{"read", "cost"}}, "prod", jobs, "write", "classes [read, cost]; a token with class write"},
		{Scope{Connections: []string{"*"}, Classes: []string{"read"}}, "prod", jobs, "new_class", "classes [read]"},
		{Scope{Connections: []string{"*"}, Classes: []string{"read"}, Actions: []string{"other"}, Confirm: true}, "prod", jobs, "read", "actions [other]"},
	} {
		err := Token{Name: "ci", Scope: tt.scope}.Permit(tt.conn, tt.action, tt.class)
		if tt.refused == "" {
			assert.NoError(t, err, "%+v", tt)
			continue
		}
		require.ErrorIs(t, err, connection.ErrRefused, "%+v", tt)
		assert.ErrorContains(t, err, "token ci refuses this "+tt.class+" action by "+tt.refused)
	}
}

// A token is asked beside the policy of the connection.
func TestATokenIsAGate(t *testing.T) {
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{"prod": {Host: "https://x.example"}}})
	require.NoError(t, err)
	call := connector.Call{
		Connection: "prod", Action: "post_api_2_1_clusters_start",
		Gates: []connector.Gate{Token{Name: "ci", Scope: Scope{Connections: []string{"prod"}, Classes: []string{"read"}}}},
	}
	err = c.Permits(call)
	require.ErrorIs(t, err, connector.ErrRefused)
	assert.EqualError(t, err, "post_api_2_1_clusters_start: token ci refuses this cost action by classes [read]; a token with class cost in its scope would allow it")
	call.Action = "get_api_2_1_clusters_list"
	require.NoError(t, c.Permits(call))
}

// The classes here are those that actions have.
func TestClasses(t *testing.T) {
	var want []string
	for _, s := range registry.Safeties() {
		want = append(want, string(s))
	}
	assert.Equal(t, want, Classes())
}

func TestMetricsAlone(t *testing.T) {
	require.NoError(t, Scope{Metrics: true}.Validate())
	tok := Token{Scope: Scope{Metrics: true}}
	assert.False(t, tok.Sees("prod"))
	require.Error(t, tok.Permit("prod", "x", "read"))
}
