package runtime

import "context"

// noticeKey leads to who is told of attempts that are repeated.
type noticeKey struct{}

// WithNotice has tell called for each attempt of a call that failed and will be
// followed by another, before the pause between them and in the goroutine of the
// call. Code and Error of the attempt are the service's words.
func WithNotice(ctx context.Context, tell func(Attempt)) context.Context {
	return context.WithValue(ctx, noticeKey{}, tell)
}

// notice tells of the last attempt, if somebody wants to know.
func (t *try) notice(ctx context.Context) {
	if tell, ok := ctx.Value(noticeKey{}).(func(Attempt)); ok {
		tell(t.attempts[len(t.attempts)-1])
	}
}
