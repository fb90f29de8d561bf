package connection

import (
	"cmp"
	"context"
	"errors"
	"net/url"
)

const usualOIDCVariable = "DATABRICKS_OIDC_TOKEN"

// envOIDC takes the identity token from a variable.
func envOIDC(s *signIn) fetcher {
	return exchange(s, func(ctx context.Context, s *signIn, _ string) (string, error) {
		return s.identity(ctx, secret{fromEnv, cmp.Or(s.text("oidc_token_env"), usualOIDCVariable)})
	})
}

// fileOIDC takes the identity token from a file, read anew each time: who runs the
// program renews it there.
func fileOIDC(s *signIn) fetcher {
	return exchange(s, func(ctx context.Context, s *signIn, _ string) (string, error) {
		return s.identity(ctx, secret{fromFile, s.text("databricks_id_token_filepath")})
	})
}

func (s *signIn) identity(ctx context.Context, from secret) (string, error) {
	text, err := s.read(ctx, from)
	if err != nil {
		return "", &SignInError{Type: s.kind, Err: err, Cure: "put the identity token there"}
	}
	return text, nil
}

// githubOIDC asks GitHub Actions for an identity token.
func githubOIDC(s *signIn) fetcher {
	return exchange(s, githubToken)
}

func githubToken(ctx context.Context, s *signIn, audience string) (string, error) {
	const cure = "run it in a GitHub Actions job with permissions: {id-token: write}"
	endpoint := cmp.Or(s.text("actions_id_token_request_url"), s.getenv("ACTIONS_ID_TOKEN_REQUEST_URL"))
	request := s.getenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN")
	if s.has("actions_id_token_request_token") {
		var err error
		if request, err = s.secret(ctx, "actions_id_token_request_token"); err != nil {
			return "", err
		}
	}
	u, err := url.Parse(endpoint)
	if err != nil || endpoint == "" || request == "" {
		return "", &SignInError{Type: s.kind, Err: errors.New("ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not set"), Cure: cure}
	}
	query := u.Query()
	query.Set("audience", audience)
	u.RawQuery = query.Encode()
	client, err := s.client()
	if err != nil {
		return "", &SignInError{Type: s.kind, Err: err}
	}
	var answer struct {
		Value string `json:"value"`
	}
	if err := s.getJSON(ctx, client, u.String(), bearer(request), &answer, cure, request); err != nil {
		return "", err
	}
	if answer.Value == "" {
		return "", &SignInError{Type: s.kind, Endpoint: bareURL(endpoint), Err: errors.New("the answer holds no token"), Cure: cure}
	}
	return answer.Value, nil
}
