package gateway

import (
	"context"
	"fmt"
	"time"
)

// callLimit is the cause of a call that ran into Limits.CallTime.
type callLimit time.Duration

func (l callLimit) Error() string {
	return fmt.Sprintf("the gateway's limit of %s for a call passed", time.Duration(l))
}

// Is makes errors.Is(err, context.DeadlineExceeded) true.
func (l callLimit) Is(target error) bool { return target == context.DeadlineExceeded }
