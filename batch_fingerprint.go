package connector

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"github.com/actionctl/connector/registry"
)

// printOf is a short text that is another for another call: action, host, parameters,
// what is done with the answer. Secrets do not go into it, not even as a hash, which
// could be guessed at.
func (b *batchRun) printOf(call BatchCall) (string, error) {
	a, conn, err := b.find(call.Call)
	if err != nil {
		return "", err
	}
	params, err := normalParams(a, call.Call.Params)
	if err != nil {
		return "", err
	}
	shown := b.redact(a, params)
	if raw, isRaw := rawBody(a, params); isRaw {
		shown[registry.BodyParam] = digest(raw)
	}
	text, err := json.Marshal([]any{place(conn), a.Name, shown, call.Wait, call.All})
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
