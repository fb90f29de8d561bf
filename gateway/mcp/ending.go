package mcp

import (
	"context"
	"errors"
)

// errEnding ends waits of a server that is about to end. Their work goes on.
var errEnding = errors.New("this server is about to end")

// untilEnding derives a context that ends with cause errEnding when the client's server
// is about to end.
func untilEnding(ctx context.Context, c Client) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	select {
	case <-c.Ending:
		cancel(errEnding)
	default:
	}
	go func() {
		select {
		case <-c.Ending:
			cancel(errEnding)
		case <-ctx.Done():
		}
	}()
	return ctx, func() { cancel(nil) }
}
