package connection

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// bearerOf is an access token and how long it lives.
type bearerOf struct {
	access string
	lives  time.Duration
}

// grant gets a token from an OAuth token endpoint. secrets are what must not show in
// the error.
func (s *signIn) grant(ctx context.Context, cfg *clientcredentials.Config, cure string, secrets ...string) (bearerOf, error) {
	if err := checkEndpoint(cfg.TokenURL); err != nil {
		return bearerOf{}, &SignInError{Type: s.kind, Err: err}
	}
	client, err := s.client()
	if err != nil {
		return bearerOf{}, &SignInError{Type: s.kind, Err: err}
	}
	t, err := cfg.Token(context.WithValue(ctx, oauth2.HTTPClient, client))
	if err != nil {
		return bearerOf{}, s.grantError(ctx, cfg.TokenURL, err, cure, secrets)
	}
	return bearerOf{t.AccessToken, seconds(t.Extra("expires_in"))}, nil
}

func (s *signIn) grantError(ctx context.Context, endpoint string, err error, cure string, secrets []string) error {
	e := &SignInError{Type: s.kind, Endpoint: bareURL(endpoint)}
	var answer *oauth2.RetrieveError
	var cause unreached
	switch {
	case errors.As(err, &answer):
		e.Status = answer.Response.StatusCode
		e.Code = providerText(answer.ErrorCode, secrets)
		e.Description = providerText(answer.ErrorDescription, secrets)
		e.Cure = cureOf(e.Status, cure)
	case ctx.Err() != nil:
		e.Err = context.Cause(ctx)
	case cause.from(err):
		e.Err, e.Cure = cause.err, "check the host, the network and the proxy"
	default: // its text may hold a part of the answer
		e.Err, e.Cure = errors.New("the answer is no token"), "check the host"
	}
	return e
}

// cureOf is cure when the credentials are at fault, and patience when they are not.
func cureOf(status int, cure string) string {
	switch {
	case status == 429 || status >= 500:
		return "the service is busy or broken; repeat the call later"
	case status >= 300 && status < 400:
		return "the host redirects; set it to the workspace's own URL"
	case status == 404:
		return "check the host: nothing signs in there"
	}
	return cure
}

// checkEndpoint refuses to send credentials unencrypted, or to what is no URL.
func checkEndpoint(endpoint string) error {
	if _, _, err := normalizeHost(endpoint); err != nil {
		return fmt.Errorf("token endpoint: %w", err)
	}
	return nil
}

// seconds reads a lifetime, which some services write as text.
func seconds(v any) time.Duration {
	var n float64
	switch v := v.(type) {
	case float64:
		n = v
	case int64:
		n = float64(v)
	case string:
		n, _ = strconv.ParseFloat(v, 64) // none is "does not expire"
	}
	if n <= 0 || n > 1e9 {
		return 0
	}
	return time.Duration(n * float64(time.Second))
}
