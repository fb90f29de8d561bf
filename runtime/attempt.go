package runtime

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/actionctl/connector/registry"
)

// attempt sends a plan once. Of an attempt without an answer it also tells how far
// the request came.
func (c *Client) attempt(ctx context.Context, a *registry.Action, p *Plan, credentials http.Header) (*Result, sent, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	timeout := c.startTimeout(cancel)
	traced, way := watchSending(ctx, c.sender.transport())
	s := newSending(traced, p, credentials)
	s.idle.begin(cancel, c.idle, nil)
	if p.Body != nil && !p.Body.atHand {
		watched := *p
		watched.Body = s.idle.body(p.Body)
		s.plan = &watched
	}
	resp, err := c.sender.send(s) //nolint:bodyclose // read closes it, or the stream does
	if err != nil {
		defer s.end(timeout)
		sent := way.sent()
		return nil, sent, sendError(ctx, a, p, err, sent == notSent)
	}
	resp.Body = s.idle.response(resp.Body)
	if resp.StatusCode >= 200 && resp.StatusCode < 300 && streams(p.content, resp.Header) {
		stopTimer(timeout) // a stream may take as long as it moves
		return &Result{Status: resp.StatusCode, Header: resp.Header, Stream: &onClose{resp.Body, s.idle.end}, from: p}, answered, nil
	}
	defer s.end(timeout)
	res, err := c.read(ctx, a, p, resp)
	return res, maybeSent, err
}

// startTimeout starts the connection's time for one attempt, nil when there is none.
func (c *Client) startTimeout(cancel context.CancelCauseFunc) *time.Timer {
	if c.timeout <= 0 {
		return nil
	}
	return time.AfterFunc(c.timeout, func() { cancel(attemptTimeout(c.timeout)) })
}

func stopTimer(t *time.Timer) {
	if t != nil {
		t.Stop()
	}
}

func sendError(ctx context.Context, a *registry.Action, p *Plan, err error, unsent bool) error {
	if none := (*unsentError)(nil); errors.As(err, &none) {
		return fmt.Errorf("%s: not sent: %w", p.Action, none.cause)
	}
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	e := noAnswer(a, p, err)
	e.Unsent = unsent
	return e
}

func noAnswer(a *registry.Action, p *Plan, cause error) *SendError {
	return &SendError{
		Action: p.Action, Connection: p.Connection, Host: p.Host, Cause: cause, Reads: a.Safety == registry.Read,
	}
}

// attemptTimeout is the cause of an attempt that ran into the connection's Timeout.
type attemptTimeout time.Duration

func (e attemptTimeout) Error() string {
	return fmt.Sprintf("the connection's timeout of %s passed", time.Duration(e))
}

// Is makes errors.Is(err, context.DeadlineExceeded) true.
func (e attemptTimeout) Is(target error) bool { return target == context.DeadlineExceeded }

// isPermanent recognises causes that no repeat mends: a host that does not exist, a
// certificate that is not trusted.
func isPermanent(cause error) bool {
	var dns *net.DNSError
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	return errors.As(cause, &dns) && dns.IsNotFound ||
		errors.As(cause, &unknown) || errors.As(cause, &invalid) || errors.As(cause, &name)
}

// onClose is a stream that does something each time it is closed, which may be from
// several goroutines.
type onClose struct {
	io.ReadCloser
	then func()
}

func (s *onClose) Close() error {
	defer s.then()
	return s.ReadCloser.Close()
}
