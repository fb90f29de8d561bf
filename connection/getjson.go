package connection

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

// refusal is the body of an error answer: of OAuth services, and of Databricks.
type refusal struct {
	Error       string `json:"error"`
	Description string `json:"error_description"`
	Code        string `json:"error_code"`
	Message     string `json:"message"`
}

// getJSON reads a JSON document into out. secrets are what must not show in the
// error.
func (s *signIn) getJSON(ctx context.Context, client *http.Client, endpoint string, header http.Header, out any, cure string, secrets ...string) error {
	if header.Get("Authorization") != "" {
		if err := checkEndpoint(endpoint); err != nil {
			return &SignInError{Type: s.kind, Err: err}
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, endpoint, nil)
	if err != nil {
		return &SignInError{Type: s.kind, Err: errors.New("its URL cannot be read"), Cure: cure}
	}
	for name, values := range header {
		req.Header[name] = values
	}
	req.Header.Set("Accept", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		return s.sendFault(ctx, endpoint, err, cure)
	}
	defer func() { _ = resp.Body.Close() }() // only read from
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxTokenAnswer))
	if err != nil {
		return s.sendFault(ctx, endpoint, err, cure)
	}
	if resp.StatusCode != http.StatusOK {
		var r refusal
		_ = json.Unmarshal(body, &r) // what is no JSON has no words for us
		return &SignInError{
			Type: s.kind, Endpoint: bareURL(endpoint), Status: resp.StatusCode, Cure: cureOf(resp.StatusCode, cure),
			Code:        providerText(cmp.Or(r.Error, r.Code), secrets),
			Description: providerText(cmp.Or(r.Description, r.Message), secrets),
		}
	}
	if json.Unmarshal(body, out) != nil { // its text may show a part of the answer
		return &SignInError{Type: s.kind, Endpoint: bareURL(endpoint), Err: errors.New("the answer is not the JSON it should be"), Cure: cure}
	}
	return nil
}
