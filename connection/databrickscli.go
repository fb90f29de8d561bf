package connection

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"slices"
	"time"
)

// databricksCLI asks the Databricks CLI for a token of whoever has signed in with it.
// It renews tokens itself; when one was refused it is asked with --force-refresh,
// which versions before 0.296 do not know.
func databricksCLI(s *signIn) fetcher {
	return func(ctx context.Context, fresh bool) (*token, error) {
		words := []string{cmp.Or(s.text("databricks_cli_path"), "databricks"), "auth", "token"}
		cure := "sign in with: databricks auth login"
		if name := s.text("profile"); name != "" {
			words = append(words, "--profile", name)
			cure += " --profile " + name
		} else {
			words = append(words, "--host", s.host)
			cure += " --host " + s.host
			if id := s.text("account_id"); id != "" {
				words = append(words, "--account-id", id)
				cure += " --account-id " + id
			}
		}
		var extra []string
		if s.cfgFile != "" {
			extra = []string{"DATABRICKS_CONFIG_FILE=" + s.cfgFile}
		}
		var out []byte
		err := errors.New("not asked yet")
		if fresh {
			out, err = output(ctx, append(slices.Clone(words), "--force-refresh"), extra)
		}
		if err != nil && ctx.Err() == nil {
			out, err = output(ctx, words, extra)
		}
		if errors.Is(err, exec.ErrNotFound) {
			cure = "install the Databricks CLI, set databricks_cli_path, or choose another auth_type"
		}
		if err != nil {
			return nil, &SignInError{Type: s.kind, Err: err, Cure: cure}
		}
		var answer struct {
			AccessToken string    `json:"access_token"`
			Expiry      time.Time `json:"expiry"`
		}
		if json.Unmarshal(out, &answer) != nil || answer.AccessToken == "" {
			return nil, &SignInError{Type: s.kind, Err: errors.New("databricks auth token printed no token; it wants version 0.207.1 or later"), Cure: cure}
		}
		lives := time.Duration(0)
		if !answer.Expiry.IsZero() {
			lives = max(answer.Expiry.Sub(s.now()), time.Nanosecond)
		}
		return s.issued(answer.AccessToken, lives, 0), nil
	}
}
