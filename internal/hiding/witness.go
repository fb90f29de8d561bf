package hiding

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// maxSeen is how many credentials a Witness remembers: those of calls on their way
// while the credentials are renewed.
const maxSeen = 8

// Auth is what gives out credentials, as connection.Auth.
type Auth interface {
	Headers(ctx context.Context, fresh bool) (http.Header, error)
}

// Witness is an Auth that remembers what it gave out, so that a service which repeats
// it in an error message is not repeated. It is safe for concurrent use; nobody waits
// for another where nothing new is given out.
type Witness struct {
	auth Auth
	mu   sync.Mutex              // held while seen is replaced
	seen atomic.Pointer[Secrets] // what it leads to is never changed
}

// NewWitness watches auth, which may be nil as long as Headers is not called.
func NewWitness(auth Auth) *Witness { return &Witness{auth: auth} }

// Headers asks the Auth that is watched.
func (w *Witness) Headers(ctx context.Context, fresh bool) (http.Header, error) {
	headers, err := w.auth.Headers(ctx, fresh)
	for _, values := range headers {
		for _, v := range values {
			secret := v[strings.LastIndex(v, " ")+1:] // without the scheme
			if len(secret) >= minSecret && !slices.Contains(w.known(), secret) {
				w.replace(func(seen Secrets) Secrets { return withSecret(seen, secret) })
			}
		}
	}
	return headers, err
}

// withSecret adds a secret that nobody has added meanwhile.
func withSecret(seen Secrets, secret string) Secrets {
	if slices.Contains(seen, secret) {
		return seen
	}
	return append(seen, secret)
}

// Remember adds credentials that another Witness saw.
func (w *Witness) Remember(seen Secrets) {
	w.replace(func(own Secrets) Secrets { return append(slices.Clone(seen), own...) })
}

// Secrets are the credentials that were given out last.
func (w *Witness) Secrets() Secrets { return slices.Clone(w.known()) }

func (w *Witness) known() Secrets {
	if seen := w.seen.Load(); seen != nil {
		return *seen
	}
	return nil
}

// replace has change make the new list of a copy of the old.
func (w *Witness) replace(change func(Secrets) Secrets) {
	w.mu.Lock()
	defer w.mu.Unlock()
	seen := change(slices.Clone(w.known()))
	seen = seen[max(len(seen)-maxSeen, 0):]
	w.seen.Store(&seen)
}
