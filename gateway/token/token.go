// Package token keeps the tokens with which clients call a gateway: whose they are, what
// they may run, until when. Secrets are kept as hashes.
package token

import "time"

// Token is one client's right to call. It holds no secret.
type Token struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Scope   Scope      `json:"scope"`
	Created time.Time  `json:"created"`
	Expires time.Time  `json:"expires,omitzero"` // zero is never
	Revoked *time.Time `json:"revoked,omitempty"`
}

// State is whether a token may be used.
type State string

// The states of a token.
const (
	Active  State = "active"
	Expired State = "expired"
	Revoked State = "revoked"
)

// State is that of the token at a moment.
func (t Token) State(now time.Time) State {
	switch {
	case t.Revoked != nil:
		return Revoked
	case !t.Expires.IsZero() && !now.Before(t.Expires):
		return Expired
	}
	return Active
}
