package hiding

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// maxSeen is how many credentials a Witness remembers: those of calls on their way
// while the credentials are renewed.
const maxSeen = 8

// Auth is what gives out credentials, as connection.Auth.
type Auth interface {
	Headers(ctx context.Context, fresh bool) (http.Header, error)
}

// Witness is an Auth that remembers what it gave out, so that a service which repeats
// it in an error message is not repeated. It is safe for concurrent use.
type Witness struct {
	auth Auth
	mu   sync.Mutex
	seen Secrets
}

// NewWitness watches auth, which may be nil as long as Headers is not called.
func NewWitness(auth Auth) *Witness { return &Witness{auth: auth} }

// Headers asks the Auth that is watched.
func (w *Witness) Headers(ctx context.Context, fresh bool) (http.Header, error) {
	headers, err := w.auth.Headers(ctx, fresh)
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, values := range headers {
		for _, v := range values {
			secret := v[strings.LastIndex(v, " ")+1:] // without the scheme
			if len(secret) >= minSecret && !slices.Contains(w.seen, secret) {
				w.seen = append(w.seen, secret)
			}
		}
	}
	w.seen = w.seen[max(len(w.seen)-maxSeen, 0):]
	return headers, err
}

// Remember adds credentials that another Witness saw.
func (w *Witness) Remember(seen Secrets) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = append(slices.Clone(seen), w.seen...)
	w.seen = w.seen[max(len(w.seen)-maxSeen, 0):]
}

// Secrets are the credentials that were given out last.
func (w *Witness) Secrets() Secrets {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.seen)
}
