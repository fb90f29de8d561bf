package activities

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/temporal/contract"
)

// A worker of several connections goes on with work on the one that was asked for.
func TestHandleOfAnotherConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := running("TERMINATED/SUCCESS")
		a := on(t, w, func(o *Options) { o.Connection = "" })
		var s temporalService
		var f contract.Finished
		require.NoError(t, s.run(t, on(t, w), contract.WaitAction, runNow, &f))
		for _, last := range []any{nil, contract.Progress{Handle: f.Handle}} {
			s = temporalService{last: last}
			_, o := refusal(t, s.run(t, a, contract.WaitAction, `{"connection":"other","handle":"`+f.Handle+`"}`, nil))
			assert.Equal(t, "UNUSABLE_HANDLE", o.Code)
			assert.Contains(t, o.Message, "its work is on connection prod, not on other")
			require.NoError(t, s.run(t, a, contract.WaitAction, `{"connection":"prod","handle":"`+f.Handle+`"}`, nil))
		}
	})
}
