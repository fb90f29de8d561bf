package activities

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"go.temporal.io/sdk/activity"
)

// The guide's arithmetic of heartbeats: who allows more time sends fewer.
func TestIntervalOfHeartbeats(t *testing.T) {
	for timeout, every := range map[time.Duration]time.Duration{
		0: 15 * time.Second, 1: time.Millisecond, 30 * time.Second: 10 * time.Second,
		2 * time.Minute: 40 * time.Second, 3 * time.Minute: time.Minute, time.Hour: time.Minute,
	} {
		assert.Equal(t, every, intervalOf(activity.Info{HeartbeatTimeout: timeout}), timeout.String())
	}
}
