package connector

import (
	"context"

	"github.com/actionctl/connector/runtime"
)

// Retry is an attempt that failed and will be repeated. It holds no secrets.
type Retry struct {
	Action, Connection string
	// Attempt is the one that failed; its Wait is the pause before the next.
	Attempt Attempt
}

// tellRetries has Config.OnRetry told of the attempts of a call.
func (c *Connector) tellRetries(ctx context.Context, p *prepared, way *client) context.Context {
	if c.onRetry == nil {
		return ctx
	}
	return runtime.WithNotice(ctx, func(a runtime.Attempt) {
		one := []runtime.Attempt{a}
		hideAttempts(append(c.secretsOf(p), way.credentials.Secrets()...).Hider(), one)
		c.onRetry(Retry{p.action.Name, p.connection.Name, one[0]})
	})
}
