package connection

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
)

// joined adds the headers of one Auth to those of another, which win.
type joined struct{ extra, signed Auth }

// Headers implements Auth.
func (j joined) Headers(ctx context.Context, fresh bool) (http.Header, error) {
	signed, err := j.signed.Headers(ctx, fresh)
	if err != nil {
		return nil, err
	}
	extra, err := j.extra.Headers(ctx, fresh)
	if err != nil {
		return nil, err
	}
	all := extra.Clone()
	maps.Copy(all, signed)
	return all, nil
}

// secretHeaders are headers whose values are secrets. They are read once, and again
// when the service refuses the credentials.
func secretHeaders(m machine, secrets map[string]secret) Auth {
	return &tokens{now: m.now, fetch: func(ctx context.Context, _ bool) (*token, error) {
		read := http.Header{}
		for _, name := range slices.Sorted(maps.Keys(secrets)) {
			text, err := m.read(ctx, secrets[name])
			if err != nil {
				return nil, &SignInError{Type: "headers", Err: fmt.Errorf("%s: %w", name, err)}
			}
			read.Set(name, text)
		}
		return &token{headers: read, got: m.now()}, nil
	}}
}
