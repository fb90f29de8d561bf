package connection

import (
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"time"
)

// azureCLI asks the Azure CLI, az, for tokens of whoever has signed in with it.
func azureCLI(s *signIn) fetcher {
	var t tenant
	return func(ctx context.Context, _ bool) (*token, error) {
		c, err := s.azureCloud()
		if err != nil {
			return nil, err
		}
		// Without a tenant az takes that of its subscription, which often is the one.
		id, err := t.id(ctx, s)
		if err != nil && ctx.Err() != nil {
			return nil, err
		}
		workspace, err := s.azToken(ctx, databricksApplication, id)
		if err != nil {
			return nil, err
		}
		var management bearerOf
		if s.has("azure_workspace_resource_id") {
			if management, err = s.azToken(ctx, c.management, id); err != nil {
				return nil, err
			}
		}
		return s.azureToken(workspace, management), nil
	}
}

func (s *signIn) azToken(ctx context.Context, resource, tenantID string) (bearerOf, error) {
	words := []string{"az", "account", "get-access-token", "--resource", resource, "--output", "json"}
	cure := "sign in with: az login"
	if tenantID != "" {
		words = append(words, "--tenant", tenantID)
		cure += " --tenant " + tenantID
	}
	out, err := output(ctx, words, nil)
	if errors.Is(err, exec.ErrNotFound) {
		cure = "install the Azure CLI, or choose another auth_type"
	}
	if err != nil {
		return bearerOf{}, &SignInError{Type: s.kind, Err: err, Cure: cure}
	}
	var answer struct {
		AccessToken string `json:"accessToken"`
		ExpiresOn   string `json:"expiresOn"`  // local time
		Epoch       any    `json:"expires_on"` // of newer versions
	}
	if json.Unmarshal(out, &answer) != nil || answer.AccessToken == "" {
		return bearerOf{}, &SignInError{Type: s.kind, Err: errors.New("az printed no token"), Cure: cure}
	}
	lives := s.until(answer.Epoch)
	if at, err := time.ParseInLocation("2006-01-02 15:04:05.999999", answer.ExpiresOn, time.Local); lives == 0 && err == nil {
		lives = s.until(float64(at.Unix()))
	}
	return bearerOf{answer.AccessToken, lives}, nil
}
