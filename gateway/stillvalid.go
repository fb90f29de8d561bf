package gateway

import (
	"cmp"
	"context"
	"errors"
	"time"
)

// errTokenEnded ends what lasts when its token was revoked or has expired meanwhile. The
// work itself goes on.
var errTokenEnded = errors.New("the token is not valid any more; go on with the handle or the resume token and another token")

// tokenPause is between two looks at the token of a request that lasts.
const tokenPause = 5 * time.Second

// stillValid refuses once the token of a request was revoked or has expired.
func (x *exchange) stillValid() error {
	if x.again == nil || x.again() {
		return nil
	}
	return errToken()
}

// whileValid derives a context that ends with cause errTokenEnded when the token does not
// count any more.
func (x *exchange) whileValid(ctx context.Context) (context.Context, context.CancelFunc) {
	if x.again == nil {
		return ctx, func() {}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	go every(ctx, cmp.Or(x.g.pace.token, tokenPause), func() bool {
		if x.again() {
			return true
		}
		cancel(errTokenEnded)
		return false
	})
	return ctx, func() { cancel(nil) }
}
