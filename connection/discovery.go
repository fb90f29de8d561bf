package connection

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"
)

const discoveryPath = "/oidc/.well-known/oauth-authorization-server"

// discovery finds the workspace's token endpoint, once.
type discovery struct {
	mu    sync.Mutex
	found string
}

// endpoint is the token endpoint: as the document at discovery_url says, else the
// fixed one of an account, else as the workspace's own document says.
func (d *discovery) endpoint(ctx context.Context, s *signIn) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.found != "" {
		return d.found, nil
	}
	account := s.text("account_id")
	document := s.text("discovery_url")
	switch {
	case document != "":
	case isAccountHost(s.host) && account != "":
		d.found = s.host + "/oidc/accounts/" + url.PathEscape(account) + "/v1/token"
		return d.found, nil
	case isAccountHost(s.host):
		return "", &SignInError{Type: s.kind, Err: errors.New("the host is that of an account"), Cure: "set account_id, or a workspace's host"}
	default:
		document = s.host + discoveryPath
	}
	if err := checkEndpoint(document); err != nil {
		return "", &SignInError{Type: s.kind, Err: err, Cure: "set discovery_url to an https URL"}
	}
	client, err := s.client()
	if err != nil {
		return "", &SignInError{Type: s.kind, Err: err}
	}
	var answer struct {
		TokenEndpoint string `json:"token_endpoint"`
	}
	const cure = "check that the host is a Databricks workspace, or set discovery_url"
	if err := s.getJSON(ctx, client, document, nil, &answer, cure); err != nil {
		return "", err
	}
	if answer.TokenEndpoint == "" {
		return "", &SignInError{Type: s.kind, Endpoint: bareURL(document), Err: errors.New("it names no token_endpoint"), Cure: cure}
	}
	if err := checkEndpoint(answer.TokenEndpoint); err != nil {
		return "", &SignInError{Type: s.kind, Endpoint: bareURL(document), Err: err, Cure: cure}
	}
	d.found = answer.TokenEndpoint
	return d.found, nil
}

// isAccountHost tells the hosts of accounts from those of workspaces.
func isAccountHost(host string) bool {
	return strings.HasPrefix(host, "https://accounts.") || strings.HasPrefix(host, "https://accounts-dod.")
}
