package connector_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/canary"
)

func TestConnectionInfoHasNoSecrets(t *testing.T) {
	env := map[string]string{"ACTIONCTL_CONNECTION": "careful"}
	c, err := connector.Open(connector.Config{
		Getenv: func(k string) string { return env[k] },
		Connections: map[string]connection.Connection{
			"open": {Host: "https://open.example", Auth: connection.StaticToken(canary.Value), Headers: map[string][]string{"X-Key": {canary.Value}}},
			"careful": {Host: "https://careful.example", Auth: connection.StaticToken(canary.Value),
				Policy: connection.Policy{Mode: connection.Safe, Confirm: []string{"write"}}, Rate: 2.5},
		},
	})
	require.NoError(t, err)
	info, err := c.ConnectionInfo("open")
	require.NoError(t, err)
	text, err := json.Marshal(info)
	require.NoError(t, err)
	assert.JSONEq(t, `{"name":"open","host":"https://open.example","mode":"full_access"}`, string(text))

	name, err := c.DefaultConnection()
	require.NoError(t, err)
	assert.Equal(t, "careful", name)
	info, err = c.ConnectionInfo("")
	require.NoError(t, err)
	assert.Equal(t, connector.ConnectionInfo{Name: "careful", Host: "https://careful.example", Mode: connection.Safe, Confirm: []string{"write"}, Rate: 2.5}, info)

	_, err = c.ConnectionInfo("none")
	assert.ErrorIs(t, err, connector.ErrUnknownConnection)
}
