//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package token

import (
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Tokens that are made at the same time, through stores of several programs, are all
// there, while a gateway looks at the file; a name goes to one of those who want it.
func TestCreatesAtOnce(t *testing.T) {
	server, _ := newStore(t)
	server.Now = nil
	var all sync.WaitGroup
	var mu sync.Mutex
	secrets, won := map[string]string{}, 0
	for i := range 12 {
		all.Go(func() {
			s := &Store{Path: server.Path}
			name := "t" + strconv.Itoa(i)
			secret, _, err := s.Create(name, onProd, time.Time{})
			assert.NoError(t, err)
			_, _, err = s.Create("wanted", onProd, time.Time{})
			if err != nil {
				assert.ErrorIs(t, err, ErrExists)
			}
			_, _ = server.Verify(secret)
			mu.Lock()
			defer mu.Unlock()
			secrets[name] = secret
			if err == nil {
				won++
			}
		})
	}
	all.Wait()
	assert.Equal(t, 1, won)
	fresh := &Store{Path: server.Path}
	for name, secret := range secrets {
		got, err := fresh.Verify(secret)
		require.NoError(t, err)
		assert.Equal(t, name, got.Name)
	}
}
