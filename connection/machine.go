package connection

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/actionctl/connector/internal/wallclock"
)

// machine is what signing in uses of this computer. The zero value is the real one
// with an empty environment; tests replace parts of it.
type machine struct {
	env     func(string) string
	clock   func() time.Time
	wait    func(context.Context, time.Duration) error
	jitter  func() float64 // in [0, 1)
	keyring func(service, name string) (string, error)
}

func (m machine) getenv(name string) string {
	if m.env == nil {
		return ""
	}
	return m.env(name)
}

func (m machine) now() time.Time {
	if m.clock == nil {
		return time.Now()
	}
	return m.clock()
}

func (m machine) random() float64 {
	if m.jitter == nil {
		return rand.Float64()
	}
	return m.jitter()
}

// sleep waits for d or for the end of the context.
func (m machine) sleep(ctx context.Context, d time.Duration) error {
	if m.wait != nil {
		return m.wait(ctx, d)
	}
	return wallclock.Clock{}.Sleep(ctx, d)
}

// fromKeyring asks the keyring of the operating system: Keychain, Secret Service or
// Credential Manager.
func (m machine) fromKeyring(service, name string) (string, error) {
	if m.keyring != nil {
		return m.keyring(service, name)
	}
	return keyring.Get(service, name)
}
