package connection

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"unicode"
)

// tenant finds the Entra tenant of a workspace, once: azure_tenant_id, or where the
// workspace sends people to sign in.
type tenant struct {
	mu    sync.Mutex
	found string
}

func (t *tenant) id(ctx context.Context, s *signIn) (string, error) {
	if id := s.text("azure_tenant_id"); id != "" {
		return id, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.found != "" {
		return t.found, nil
	}
	client, err := s.client()
	if err != nil {
		return "", &SignInError{Type: s.kind, Err: err}
	}
	const cure = "set azure_tenant_id"
	endpoint := s.host + "/aad/auth"
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, endpoint, nil)
	if err != nil {
		return "", &SignInError{Type: s.kind, Err: errors.New("the host cannot be read"), Cure: cure}
	}
	resp, err := client.Do(req)
	if err != nil {
		return "", s.sendFault(ctx, endpoint, err, cure)
	}
	_, _ = io.CopyN(io.Discard, resp.Body, maxSecret) // so that the connection can be used again
	_ = resp.Body.Close()
	u, err := url.Parse(resp.Header.Get("Location"))
	if err == nil && u.Host != "" {
		id, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
		if isTenant(id) {
			t.found = id
		}
	}
	if t.found == "" {
		return "", &SignInError{Type: s.kind, Endpoint: endpoint, Status: resp.StatusCode, Err: errors.New("it does not name its tenant"), Cure: cure}
	}
	return t.found, nil
}

// isTenant keeps what no tenant is called out of URLs and command lines.
func isTenant(id string) bool {
	return id != "" && id[0] != '-' && id[0] != '.' && !strings.ContainsFunc(id, func(r rune) bool {
		return r > 0x7f || r != '-' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}
