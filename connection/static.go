package connection

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"
)

// pat sends a personal access token. It is read again when the service refuses it:
// a file or a command may have a newer one.
func pat(s *signIn) fetcher {
	return func(ctx context.Context, _ bool) (*token, error) {
		text, err := s.secret(ctx, "token")
		if err != nil {
			return nil, err
		}
		return s.issued(strings.TrimSpace(text), 0, 0), nil
	}
}

// basic sends a user name and a password.
func basic(s *signIn) fetcher {
	return func(ctx context.Context, _ bool) (*token, error) {
		password, err := s.secret(ctx, "password")
		if err != nil {
			return nil, err
		}
		pair := base64.StdEncoding.EncodeToString([]byte(s.text("username") + ":" + password))
		return &token{headers: http.Header{"Authorization": {"Basic " + pair}}, got: s.now()}, nil
	}
}
