// Package token keeps the tokens with which clients call a gateway: whose they are, what
// they may run, until when. Secrets are kept as hashes.
package token

import "time"

// Scope is what a token may do.
type Scope struct {
	Connections []string `json:"connections"`       // globs of names; empty allows none
	Actions     []string `json:"actions,omitempty"` // globs of names; empty allows all
	Classes     []string `json:"classes,omitempty"` // safety classes; empty allows all
	Confirm     bool     `json:"confirm,omitempty"` // its calls may say that they are confirmed
	Metrics     bool     `json:"metrics,omitempty"` // may read the metrics
}

// Token is one client's right to call.
type Token struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Hash    string     `json:"hash"` // SHA-256 of the secret, which is long and random
	Scope   Scope      `json:"scope"`
	Created time.Time  `json:"created"`
	Expires time.Time  `json:"expires,omitzero"` // zero is never
	Revoked *time.Time `json:"revoked,omitempty"`
}
