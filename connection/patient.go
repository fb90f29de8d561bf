package connection

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"
)

// Waits between attempts to sign in: the n-th is chosen at random up to
// patientFirst·2ⁿ, at most patientMost, and not shorter than a Retry-After.
const (
	patientFirst = time.Second
	patientMost  = time.Minute
)

// patient repeats a request that a busy or unreachable service did not serve. Signing
// in may be repeated: it changes nothing. It gives up, and returns what it got last,
// when the next wait would go past signInLimit.
type patient struct {
	base    http.RoundTripper
	machine machine
}

// RoundTrip implements http.RoundTripper.
func (p *patient) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	begun := p.machine.now()
	for attempt := 0; ; attempt++ {
		again := req.Clone(ctx)
		if req.GetBody != nil {
			body, err := req.GetBody()
			if err != nil {
				return nil, err
			}
			again.Body = body
		}
		resp, err := p.base.RoundTrip(again)
		if !worthAnother(resp, err) || ctx.Err() != nil {
			return resp, err
		}
		now := p.machine.now()
		wait := p.pause(attempt, resp, now)
		if deadline, ok := ctx.Deadline(); now.Add(wait).Sub(begun) > signInLimit || ok && wait > time.Until(deadline) {
			return resp, err
		}
		if resp != nil {
			_, _ = io.CopyN(io.Discard, resp.Body, maxSecret) // so that the connection can be used again
			_ = resp.Body.Close()
		}
		if err := p.machine.sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

func worthAnother(resp *http.Response, err error) bool {
	if err == nil {
		return resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500 && resp.StatusCode != http.StatusNotImplemented
	}
	var timeout net.Error
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.ECONNREFUSED) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &timeout) && timeout.Timeout()
}

// pause is how long to wait after attempt n, counted from 0.
func (p *patient) pause(n int, resp *http.Response, now time.Time) time.Duration {
	most := patientMost
	if n < 6 {
		most = min(most, patientFirst<<n)
	}
	wait := time.Duration(p.machine.random() * float64(most))
	if resp != nil {
		wait = max(wait, retryAfter(resp.Header.Get("Retry-After"), now))
	}
	return wait
}

// retryAfter reads both forms of the header, seconds and a date.
func retryAfter(text string, now time.Time) time.Duration {
	if n, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return at.Sub(now)
	}
	return 0
}
