package connector_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

func TestPagesRead(t *testing.T) {
	box, err := sandbox.Open(sandbox.Config{Registry: connector.Builtin(), Seeds: 5, PageSize: 2})
	require.NoError(t, err)
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{"box": box.Connection()}})
	require.NoError(t, err)
	list := c.List(connector.Call{Connection: "box", Action: "get_api_2_2_jobs_list"})
	assert.Zero(t, list.PagesRead())
	var read []int
	for _, err := range list.Items(t.Context()) {
		require.NoError(t, err)
		read = append(read, list.PagesRead())
	}
	assert.Equal(t, []int{1, 1, 2, 2, 3}, read)
}
