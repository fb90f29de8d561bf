package connector_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	connector "github.com/actionctl/connector"
)

// Only a call that may have changed something leaves a doubt.
func TestHintOfACallWithoutAnAnswer(t *testing.T) {
	for name, tc := range map[string]struct {
		err    connector.SendError
		doubts bool
	}{
		"a write":            {connector.SendError{Cause: io.EOF}, true},
		"a write, too late":  {connector.SendError{Cause: context.DeadlineExceeded}, true},
		"a read":             {connector.SendError{Cause: io.EOF, Reads: true}, false},
		"a read, too late":   {connector.SendError{Cause: context.DeadlineExceeded, Reads: true}, false},
		"a write, not sent":  {connector.SendError{Cause: io.EOF, Unsent: true}, false},
		"not sent, and late": {connector.SendError{Cause: context.DeadlineExceeded, Unsent: true}, false},
	} {
		o := connector.NewErrorObject(&tc.err, connector.Call{Action: "a"})
		assert.Equal(t, tc.doubts, strings.HasSuffix(o.Hint, "not known"), "%s: %q", name, o.Hint)
	}
}
