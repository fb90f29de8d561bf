//go:build e2e && unix

package e2e

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
)

const namespace = "default"

// temporalAddress is where the Temporal server of all tests answers.
var temporalAddress string

// startTemporal starts the server. It ends with the tests, however they end.
func startTemporal() (stop func(), err error) {
	p, err := launchTemporal("127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	temporalAddress = p.address
	return p.kill, nil
}

// temporalProcess is a server that answers.
type temporalProcess struct {
	*process
	address string
}

func launchTemporal(listen string, flags ...string) (*temporalProcess, error) {
	p, err := launch(os.Environ(), program(serverProgram), append([]string{"--listen", listen}, flags...)...)
	if err != nil {
		return nil, err
	}
	select {
	case line, more := <-p.lines:
		if !more {
			return nil, fmt.Errorf("the Temporal server ended: %s", p.log)
		}
		return &temporalProcess{p, line}, nil
	case <-time.After(2 * patience):
		p.kill()
		return nil, fmt.Errorf("the Temporal server does not start: %s", p.log)
	}
}

// dial is a client of the server at an address.
func dial(t *testing.T, address string) client.Client {
	t.Helper()
	c, err := client.DialContext(t.Context(), client.Options{
		HostPort: address, Namespace: namespace,
		Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler)),
	})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

// workflows is a worker in this process that has the workflows and no activities.
func workflows(t *testing.T, c client.Client, queue string) {
	t.Helper()
	w := worker.New(c, queue, worker.Options{DisableRegistrationAliasing: true})
	register(w)
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)
}

// bounded is the context of waiting for something that has to come.
func bounded(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	t.Cleanup(cancel)
	return ctx
}
