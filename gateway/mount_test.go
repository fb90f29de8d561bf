package gateway

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A mounted handler may return while what it began goes on, as when its client leaves.
func TestTheGatewayOutlivesWhatMountsBegan(t *testing.T) {
	began, leave, left := make(chan struct{}), make(chan struct{}), make(chan struct{})
	mounted := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		ended := Began(r.Context())
		go func() {
			<-leave
			ended()
			ended() // saying it twice does no harm
		}()
		close(began)
	})
	s := newTestGateway(t, func(s *setup) {
		s.Mounts = map[string]http.Handler{"/mcp": mounted}
		s.Limits = Limits{Waits: 1}
	})
	ctx, cancel := context.WithCancelCause(t.Context())
	r := s.request(t, "POST", "/mcp", "{}").WithContext(ctx)
	go func() {
		defer close(left)
		if resp, err := s.Client().Do(r); err == nil {
			_ = resp.Body.Close()
		}
	}()
	<-began
	cancel(errors.New("the client has seen enough"))
	<-left
	assert.Equal(t, http.StatusTooManyRequests, s.do(t, "POST", "/v1/wait", "{}").Status, "it keeps its place")
	over, end := context.WithCancel(t.Context())
	end()
	require.ErrorIs(t, s.g.Drain(over), context.Canceled)
	close(leave)
	require.NoError(t, s.g.Drain(t.Context()))
	Began(t.Context())() // of no request of a gateway
}
