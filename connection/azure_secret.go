package connection

import (
	"context"
	"net/url"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// azureClientSecret signs in a service principal of Entra ID.
func azureClientSecret(s *signIn) fetcher {
	var t tenant
	return func(ctx context.Context, _ bool) (*token, error) {
		c, err := s.azureCloud()
		if err != nil {
			return nil, err
		}
		secret, err := s.secret(ctx, "azure_client_secret")
		if err != nil {
			return nil, err
		}
		id, err := t.id(ctx, s)
		if err != nil {
			return nil, err
		}
		endpoint := c.authority + "/" + url.PathEscape(id) + "/oauth2/token"
		grant := func(resource string) (bearerOf, error) {
			return s.grant(ctx, &clientcredentials.Config{
				ClientID: s.text("azure_client_id"), ClientSecret: secret, TokenURL: endpoint,
				AuthStyle: oauth2.AuthStyleInParams, EndpointParams: url.Values{"resource": {resource}},
			}, "check azure_tenant_id, azure_client_id and azure_client_secret, and that the secret has not expired", secret)
		}
		workspace, err := grant(databricksApplication)
		if err != nil {
			return nil, err
		}
		management, err := grant(c.management)
		if err != nil {
			return nil, err
		}
		return s.azureToken(workspace, management), nil
	}
}
