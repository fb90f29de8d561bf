package connection

import (
	"cmp"
	"context"
	"net/url"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// idTokenSource gets the identity token that is exchanged for a token of the
// workspace. audience is whom it must be for, if it is made to order.
type idTokenSource func(ctx context.Context, s *signIn, audience string) (string, error)

// exchange signs in with an identity token of another system (workload identity
// federation, RFC 8693). client_id is sent if the federation is a service
// principal's.
func exchange(s *signIn, idToken idTokenSource) fetcher {
	var d discovery
	return func(ctx context.Context, _ bool) (*token, error) {
		endpoint, err := d.endpoint(ctx, s)
		if err != nil {
			return nil, err
		}
		audience := s.text("audience")
		if audience == "" && isAccountHost(s.host) {
			audience = s.text("account_id")
		}
		subject, err := idToken(ctx, s, cmp.Or(audience, endpoint))
		if err != nil {
			return nil, err
		}
		got, err := s.grant(ctx, &clientcredentials.Config{
			ClientID: s.text("client_id"), TokenURL: endpoint,
			Scopes: s.scopes(), AuthStyle: oauth2.AuthStyleInParams,
			EndpointParams: url.Values{
				"grant_type":         {"urn:ietf:params:oauth:grant-type:token-exchange"},
				"subject_token_type": {"urn:ietf:params:oauth:token-type:jwt"},
				"subject_token":      {subject},
			},
		}, "check the federation policy: issuer, subject and audience of the identity token, and client_id", subject)
		if err != nil {
			return nil, err
		}
		return s.issued(got.access, got.lives, 0), nil
	}
}
