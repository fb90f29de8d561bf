package gateway

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Server serves a gateway on a listener.
type Server struct {
	Gateway *Gateway
	// TLS, when it is not nil, makes all connections TLS, with HTTP/2 for those that can.
	TLS *tls.Config
	// Drain is how long what runs may go on when the server is told to end; 30 s if zero.
	Drain time.Duration
}

const usualDrain = 30 * time.Second

// ErrCut is what errors.Is finds when a server ended before all that ran in it had.
var ErrCut = errors.New("the gateway ended before all requests had")

// Serve answers requests until ctx ends. Then it takes no more, tells waits and listings
// to end, lets calls finish, and returns nil, or an ErrCut if they took too long. The
// listener is closed either way.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := s.httpServer()
	ended := make(chan error, 1)
	go func() {
		if s.TLS != nil {
			ended <- server.ServeTLS(l, "", "")
			return
		}
		ended <- server.Serve(l)
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	limit := s.Drain
	if limit == 0 {
		limit = usualDrain
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	s.Gateway.drain.begin()
	err := server.Shutdown(grace)
	// A request whose client left has no connection any more, but may run.
	if err == nil {
		err = s.Gateway.Drain(grace)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("%w: %d ran for longer than %s", ErrCut, s.Gateway.drain.count(), limit)
	}
	return errors.Join(err, server.Close())
}

func (s *Server) httpServer() *http.Server {
	limits := s.Gateway.limits
	logs := s.Gateway.options.Logger
	if logs == nil {
		logs = slog.New(slog.DiscardHandler)
	}
	return &http.Server{
		Handler: s.Gateway, TLSConfig: s.TLS,
		ReadHeaderTimeout: limits.HeaderTime, IdleTimeout: limits.IdleTime, MaxHeaderBytes: limits.Header,
		ErrorLog:                     slog.NewLogLogger(logs.Handler(), slog.LevelDebug), // broken handshakes and the like
		DisableGeneralOptionsHandler: true,
	}
}
