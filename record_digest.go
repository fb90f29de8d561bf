package connector

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/actionctl/connector/registry"
)

// digestSize is how many bytes of the hash are kept: enough that no two calls have the
// same by chance.
const digestSize = 16

// asked notes what the call was asked with: the parameters as the caller gave them, so
// that an idempotency token of ours does not make equal calls differ.
func (e *account) asked(c *Connector, p *prepared) {
	if e == nil {
		return
	}
	e.record.Params = c.digest(p.action, p.given)
}

// digest is a fingerprint of the parameters that are no secrets; bytes of a raw body have
// no part in it.
func (c *Connector) digest(a *registry.Action, given map[string]any) string {
	visible := c.redact(a, given)
	if _, isRaw := rawBody(a, visible); isRaw {
		delete(visible, registry.BodyParam)
	}
	if visible == nil {
		visible = map[string]any{}
	}
	text, err := json.Marshal(visible) // with sorted names
	if err != nil {
		return "" // no JSON, which only a raw body is
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:digestSize])
}
