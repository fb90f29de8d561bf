package connector

import (
	"context"

	"github.com/actionctl/connector/audit"
)

type callerKey struct{}

// WithCaller says on whose behalf the calls of a context are made, for the audit. It
// grants nothing and forbids nothing: a Gate does.
func WithCaller(ctx context.Context, who audit.Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, who)
}

// callerOf is who a call is made for; a library's caller when nobody said.
func callerOf(ctx context.Context) audit.Caller {
	who, ok := ctx.Value(callerKey{}).(audit.Caller)
	if !ok {
		who.Front = audit.Library
	}
	return who
}
