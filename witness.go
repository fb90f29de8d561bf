package connector

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/actionctl/connector/connection"
)

// maxSeen is how many credentials a witness remembers: those of calls on their way
// while the credentials are renewed.
const maxSeen = 8

// witness is an Auth that remembers what it gave out, so that a service which repeats
// it in an error message is not repeated.
type witness struct {
	auth connection.Auth
	mu   sync.Mutex
	seen secrets
}

// Headers asks the Auth that is watched.
func (w *witness) Headers(ctx context.Context, fresh bool) (http.Header, error) {
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

func (w *witness) secrets() secrets {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.seen)
}
