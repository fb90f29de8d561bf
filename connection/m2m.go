package connection

import (
	"context"
	"strings"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// m2m signs a service principal in with its OAuth secret.
func m2m(s *signIn) fetcher {
	var d discovery
	return func(ctx context.Context, _ bool) (*token, error) {
		secret, err := s.secret(ctx, "client_secret")
		if err != nil {
			return nil, err
		}
		endpoint, err := d.endpoint(ctx, s)
		if err != nil {
			return nil, err
		}
		got, err := s.grant(ctx, &clientcredentials.Config{
			ClientID: s.text("client_id"), ClientSecret: secret, TokenURL: endpoint,
			Scopes: s.scopes(), AuthStyle: oauth2.AuthStyleInHeader,
		}, "check client_id and client_secret, and that the secret has not expired and the service principal is a member of the workspace", secret)
		if err != nil {
			return nil, err
		}
		return s.issued(got.access, got.lives, 0), nil
	}
}

// scopes are what a token may be used for.
func (s *signIn) scopes() []string {
	scopes := strings.FieldsFunc(s.text("scopes"), func(r rune) bool { return r == ',' || r == ' ' })
	if len(scopes) == 0 {
		return []string{"all-apis"}
	}
	return scopes
}
