//go:build e2e && unix

package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// TestKillByPartition cuts a worker off from Temporal and lets it live. Temporal gives the
// activity to another one, and then there are two.
func TestKillByPartition(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, request string
		input         func(*testing.T, *site) contract.Call
		sent          int
		unknown       bool
		made          func(*testing.T, *site) int
	}{
		{
			"of a call with a token", sendRun,
			func(t *testing.T, s *site) contract.Call { return running(s.newJob(t)) }, 2, false,
			func(t *testing.T, s *site) int { return len(s.runs(t)) },
		},
		{
			"of a call that nothing tells from a second one", sendCreate,
			func(*testing.T, *site) contract.Call { return creating("once") }, 1, true,
			func(t *testing.T, s *site) int { return s.jobs(t, "once") },
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := sandboxed(t, 1)
			h := s.hold(before, tt.request, 0)
			input := tt.input(t, s)
			c := layCable(t)
			s.workAt(t, c.address(), nil)
			f := byName(t, s, contract.RunAction, input)
			h.wait(t)
			c.sever()
			s.work(t)
			if tt.unknown {
				e := f.fails(t)
				assert.Equal(t, connector.CategoryUnknown, e.kind)
				assert.True(t, e.InDoubt)
			} else {
				var res contract.Result
				f.gives(t, &res)
			}
			c.mend()
			h.letGo(t) // what the first worker sent arrives after all
			assert.Equal(t, tt.sent, s.got(tt.request))
			assert.Equal(t, 1, tt.made(t, s))
		})
	}
}
