package gateway

import (
	"testing"

	"github.com/stretchr/testify/assert"

	connector "github.com/actionctl/connector"
)

// Whoever has no command line is told what to do without one.
func TestHintsInRoutes(t *testing.T) {
	for _, hint := range []string{
		connector.HintDescribe, connector.HintSearch, connector.HintConnection, connector.HintSettings,
		connector.HintLists, connector.HintWait,
	} {
		o := connector.ErrorObject{Hint: hint, Action: "an_action"}
		inRoutes(&o, nil)
		assert.NotEqual(t, hint, o.Hint)
		assert.Regexp(t, `/v1/|where the gateway runs`, o.Hint)
	}
	o := connector.ErrorObject{Hint: "anything else"}
	inRoutes(&o, nil)
	assert.Equal(t, "anything else", o.Hint)
}
