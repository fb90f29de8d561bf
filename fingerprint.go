package connector

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

// fingerprint is a short text that is another for another call: of another action, host
// or workspace, with other parameters, or with more that differs. Secrets do not go into
// it, not even as a hash, which could be guessed at.
func (c *Connector) fingerprint(a *registry.Action, conn *connection.Connection, params map[string]any, more ...any) (string, error) {
	shown := c.redact(a, params)
	if raw, isRaw := rawBody(a, params); isRaw {
		shown[registry.BodyParam] = digest(raw)
	}
	text, err := json.Marshal([]any{conn.Host, conn.WorkspaceID, a.Name, shown, more})
	if err != nil {
		return "", fmt.Errorf("%s: %w", a.Name, err)
	}
	sum := sha256.Sum256(text)
	return base64.RawURLEncoding.EncodeToString(sum[:16]), nil
}

// digest stands for the bytes of a body. What can only be read when it is sent is known
// by its kind.
func digest(raw any) string {
	switch raw := raw.(type) {
	case string:
		return fmt.Sprintf("%x", sha256.Sum256([]byte(raw)))
	case []byte:
		return fmt.Sprintf("%x", sha256.Sum256(raw))
	}
	return fmt.Sprintf("%T", raw)
}
