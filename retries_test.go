package connector_test

import (
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// A caller that repeats calls itself gets each failure at once.
func TestCallRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{answer: func(*http.Request) (*http.Response, error) {
			return answering(http.StatusTooManyRequests, nil, []byte(`{}`)), nil
		}}
		c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
			"w": {Host: "https://w.example", Transport: s, Auth: connection.StaticToken(tokenCanary)},
		}})
		require.NoError(t, err)
		call := connector.Call{Connection: "w", Action: "get_api_2_1_clusters_list", Retries: connector.RetryUnsent}
		_, err = c.Do(t.Context(), call)
		require.ErrorIs(t, err, connector.ErrThrottled)
		assert.Len(t, s.heard, 1)

		call.Retries = connector.RetryUsual
		_, err = c.Do(t.Context(), call)
		require.ErrorIs(t, err, connector.ErrThrottled)
		assert.Greater(t, len(s.heard), 2)
	})
}
