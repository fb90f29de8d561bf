package wallclock_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/internal/wallclock"
)

func TestSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c wallclock.Clock
		began := c.Now()
		assert.NoError(t, c.Sleep(t.Context(), time.Hour))
		assert.Equal(t, time.Hour, c.Now().Sub(began))

		left := errors.New("left")
		ctx, leave := context.WithCancelCause(t.Context())
		go leave(left)
		assert.ErrorIs(t, c.Sleep(ctx, time.Hour), left)
		assert.Equal(t, time.Hour, c.Now().Sub(began), "at once")
	})
}
