package connection

import (
	"context"
	"net/http"
)

// Auth signs requests. It is asked before every attempt, from many goroutines, and
// does its own caching.
type Auth interface {
	// Headers returns the headers that carry the credentials. fresh asks for new ones,
	// because the service has refused the last; an Auth that has no others returns
	// the same again. The caller does not change them.
	Headers(ctx context.Context, fresh bool) (http.Header, error)
}

// AuthFunc is a function as an Auth.
type AuthFunc func(ctx context.Context, fresh bool) (http.Header, error)

// Headers calls the function.
func (f AuthFunc) Headers(ctx context.Context, fresh bool) (http.Header, error) {
	return f(ctx, fresh)
}

// StaticToken sends the same bearer token every time.
func StaticToken(token string) Auth {
	headers := bearer(token)
	return AuthFunc(func(context.Context, bool) (http.Header, error) { return headers, nil })
}

// TokenFunc sends what token returns as bearer token.
func TokenFunc(token func(context.Context) (string, error)) Auth {
	return AuthFunc(func(ctx context.Context, _ bool) (http.Header, error) {
		t, err := token(ctx)
		if err != nil {
			return nil, err
		}
		return bearer(t), nil
	})
}

func bearer(token string) http.Header {
	return http.Header{"Authorization": {"Bearer " + token}}
}
