package connector_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// In the embedded workspace all work ends in success, whoever wrote its states down: the
// sandbox does not know how waiting judges them.
func TestEveryWaitInTheSandbox(t *testing.T) {
	count := 0
	for a := range everyAction(t, connector.Builtin()) {
		if a.Wait == nil {
			continue
		}
		count++
		t.Run(a.Name, func(t *testing.T) {
			c := openSandbox(t)
			c.SetClock(connector.NewHandClock())
			call := connector.Call{Connection: "sandbox", Action: a.Name, Params: example(t, c, a, true)}
			done, err := c.Wait(t.Context(), call, connector.WaitOptions{})
			require.NoError(t, err)
			assert.NotZero(t, done.Polls)
		})
	}
	assert.Equal(t, 54, count)
}
