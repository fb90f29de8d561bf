package connector

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

// Without an audit nothing is made of a call: it costs no allocation more.
func TestTheAuditCostsNothingWhenItIsOff(t *testing.T) {
	ctx, c := t.Context(), &Connector{}
	call, p := Call{Action: "x"}, &prepared{}
	a, conn := &registry.Action{}, &connection.Connection{}
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		e := c.audit.account(ctx, call, "")
		e.found(a, conn)
		e.permitted(call, conn)
		e.asked(c, p)
		_ = e.begin(ctx)
		e.done(ctx, c, p, nil, nil, time.Second)
		e.refuse(ctx, errNoAction)
	}))
}
