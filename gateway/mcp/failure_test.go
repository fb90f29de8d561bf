package mcp

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// Who comes with a token does not learn where files of the server are; who runs a server
// of one's own does.
func TestClientsLearnNothingOfFiles(t *testing.T) {
	s, err := New(Options{Connector: opened(t)})
	require.NoError(t, err)
	why := &callError{&connection.SignInError{Type: "pat", Cure: "mend it in /home/of/somebody"}, connector.Call{Action: "a_list"}, ""}
	assert.Equal(t, "a_list: not sent: signing in failed; actionctl doctor tells why, where this server runs", s.failure(Client{ID: "ci"}, why).Message)
	assert.Contains(t, s.failure(Client{}, why).Message, "/home/of/somebody")
}
