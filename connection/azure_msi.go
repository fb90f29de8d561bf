package connection

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

const (
	usualMSI   = "http://169.254.169.254/metadata/identity/oauth2/token"
	msiVersion = "2018-02-01"
	msiTimeout = 10 * time.Second
)

// azureMSI asks the virtual machine that it runs on for the token of its managed
// identity. No proxy stands between.
func azureMSI(s *signIn) fetcher {
	direct := sync.OnceValues(func() (*http.Client, error) { return newTokenClient(s.machine, s.caFile, "none") })
	return func(ctx context.Context, _ bool) (*token, error) {
		c, err := s.azureCloud()
		if err != nil {
			return nil, err
		}
		client, err := direct()
		if err != nil {
			return nil, &SignInError{Type: s.kind, Err: err}
		}
		ctx, cancel := context.WithTimeout(ctx, msiTimeout)
		defer cancel()
		workspace, err := s.managedIdentity(ctx, client, databricksApplication)
		if err != nil {
			return nil, err
		}
		management, err := s.managedIdentity(ctx, client, c.management)
		if err != nil {
			return nil, err
		}
		return s.azureToken(workspace, management), nil
	}
}

func (s *signIn) managedIdentity(ctx context.Context, client *http.Client, resource string) (bearerOf, error) {
	query := url.Values{"api-version": {msiVersion}, "resource": {resource}}
	if id := s.text("azure_client_id"); id != "" {
		query.Set("client_id", id)
	}
	base := cmp.Or(s.text("azure_msi_endpoint"), usualMSI)
	var answer struct {
		AccessToken string `json:"access_token"`
		ExpiresOn   any    `json:"expires_on"` // seconds since 1970, as text
	}
	const cure = "this works only on a machine of Azure with a managed identity; for one of several, set azure_client_id"
	if err := s.getJSON(ctx, client, base+"?"+query.Encode(), http.Header{"Metadata": {"true"}}, &answer, cure); err != nil {
		return bearerOf{}, err
	}
	if answer.AccessToken == "" {
		return bearerOf{}, &SignInError{Type: s.kind, Endpoint: bareURL(base), Err: errors.New("the answer holds no token"), Cure: cure}
	}
	return bearerOf{answer.AccessToken, s.until(answer.ExpiresOn)}, nil
}

// until is how long it is to a time given in seconds since 1970; zero if none is.
// A time that has passed leaves one nanosecond: zero would mean for ever.
func (s *signIn) until(epoch any) time.Duration {
	var at int64
	switch v := epoch.(type) {
	case float64:
		at = int64(v)
	case string:
		at, _ = strconv.ParseInt(v, 10, 64) // none is "not known"
	}
	if at <= 0 {
		return 0
	}
	return max(time.Unix(at, 0).Sub(s.now()), time.Nanosecond)
}
