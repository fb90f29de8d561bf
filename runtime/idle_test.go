package runtime

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// handTimer is a timer that a test lets run out by hand.
type handTimer struct {
	limit  time.Duration
	fire   func()
	events chan string // "reset" and "stop", as they happen
}

func newHandTimer() *handTimer { return &handTimer{events: make(chan string, 1000)} }

func (h *handTimer) start(d time.Duration, f func()) idleTimer {
	h.limit, h.fire = d, f
	h.events <- "reset"
	return h
}

func (h *handTimer) Reset(time.Duration) bool { h.events <- "reset"; return true }

func (h *handTimer) Stop() bool { h.events <- "stop"; return true }

// told are the events so far.
func (h *handTimer) told() (list []string) {
	for {
		select {
		case e := <-h.events:
			list = append(list, e)
		default:
			return list
		}
	}
}

func watchFor(t *testing.T, d time.Duration) (context.Context, *idleWatch, *handTimer) {
	ctx, cancel := context.WithCancelCause(t.Context())
	w, h := new(idleWatch), newHandTimer()
	w.begin(cancel, d, h.start)
	return ctx, w, h
}

func TestIdleLimits(t *testing.T) {
	_, _, h := watchFor(t, 0)
	assert.Equal(t, time.Minute, h.limit)
	_, _, h = watchFor(t, time.Second)
	assert.Equal(t, time.Second, h.limit)

	ctx, never, h := watchFor(t, -1)
	body := never.response(never.request(io.NopCloser(strings.NewReader("x"))))
	_, err := io.ReadAll(body)
	require.NoError(t, err)
	assert.Empty(t, h.told())
	require.NoError(t, ctx.Err())
	require.NoError(t, body.Close())
	assert.Error(t, ctx.Err(), "closing the answer ends the attempt")
}

func TestIdleCause(t *testing.T) {
	ctx, w, h := watchFor(t, 0)
	h.fire()
	cause := context.Cause(ctx)
	assert.EqualError(t, cause, "no byte moved for 60s")
	assert.ErrorIs(t, cause, context.DeadlineExceeded)
	var timeout net.Error
	assert.False(t, errors.As(cause, &timeout) && !timeout.Timeout())
	_, err := w.response(io.NopCloser(failing{context.Canceled})).Read(make([]byte, 1))
	assert.Equal(t, cause, err, "the reader is told the reason, not that the context was cancelled")
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// The time runs while the service has to act, and starts anew with everything that
// moves.
func TestIdleTimeRunsOnlyForTheService(t *testing.T) {
	ctx, w, h := watchFor(t, 0)
	request := w.request(io.NopCloser(strings.NewReader("up")))
	_, _ = io.ReadAll(request)
	assert.Equal(t, []string{"reset", "stop", "reset", "stop", "reset"}, h.told(), "begin, two reads of the request")

	response := w.response(io.NopCloser(strings.NewReader("down")))
	assert.Equal(t, []string{"stop"}, h.told(), "nobody reads yet")
	h.fire() // too late: it was stopped
	require.NoError(t, ctx.Err())

	_, _ = io.ReadAll(response)
	assert.Equal(t, []string{"reset", "stop", "reset", "stop"}, h.told())

	_, _ = request.Read(nil)
	assert.Empty(t, h.told(), "sending on after the answer began starts nothing")

	require.NoError(t, ctx.Err())
	w.end()
	assert.Equal(t, []string{"stop"}, h.told())
	_, _ = response.Read(nil)
	h.fire()
	w.end()
	assert.Empty(t, h.told())
	assert.Equal(t, context.Canceled, context.Cause(ctx), "it ended, not for silence")
}

// Bytes that go out while an answer is awaited are movement.
func TestIdleSendingCountsWhileReceiving(t *testing.T) {
	_, w, h := watchFor(t, 0)
	request := w.request(io.NopCloser(strings.NewReader("up")))
	response := w.response(io.NopCloser(readerFunc(func([]byte) (int, error) {
		h.told()
		_, _ = request.Read(make([]byte, 1))
		assert.Equal(t, []string{"reset", "reset"}, h.told())
		return 0, io.EOF
	})))
	_, _ = response.Read(nil)
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestIdleBody(t *testing.T) {
	_, w, h := watchFor(t, 0)
	assert.Nil(t, w.body(nil))
	body := bytesBody("application/octet-stream", []byte("x"))
	watched := w.body(body)
	assert.Equal(t, body.Length, watched.Length)
	r, err := watched.Open()
	require.NoError(t, err)
	h.told()
	_, _ = io.ReadAll(r)
	assert.NotEmpty(t, h.told())

	missing := errors.New("no such file")
	_, err = w.body(&Body{Open: func() (io.ReadCloser, error) { return nil, missing }}).Open()
	assert.ErrorIs(t, err, missing)
}

// A service that stops in the middle of an answer ends the attempt with the cause.
func TestIdleAgainstAStalledServer(t *testing.T) {
	release := make(chan struct{})
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "first")
		_ = http.NewResponseController(w).Flush()
		<-release
	})
	t.Cleanup(func() { close(release) }) // before the server is closed
	ctx, w, h := watchFor(t, 0)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	require.NoError(t, err)
	resp, err := server.Client().Do(req)
	require.NoError(t, err)
	body := w.response(resp.Body)
	defer func() { _ = body.Close() }()
	_, err = io.ReadFull(body, make([]byte, 5))
	require.NoError(t, err)
	h.told()

	failed := make(chan error)
	go func() {
		_, err := body.Read(make([]byte, 5))
		failed <- err
	}()
	require.Equal(t, "reset", <-h.events) // it waits now
	h.fire()
	assert.EqualError(t, <-failed, "no byte moved for 60s")
}

// Sending is watched too: here the service takes nothing and says nothing.
func TestIdleWhileSending(t *testing.T) {
	release := make(chan struct{})
	server := newServer(t, func(http.ResponseWriter, *http.Request) { <-release })
	t.Cleanup(func() { close(release) })
	ctx, w, h := watchFor(t, 0)
	h.told()
	endless := readerFunc(func(p []byte) (int, error) {
		h.fire() // no effect: the service waits for the caller
		return len(p), nil
	})
	go func() {
		for range 10 { // some reads and the service's turns after them
			for e := ""; e != "reset"; e = <-h.events {
			}
		}
		h.fire()
		for ctx.Err() == nil { // that was in a read: the next turn it is
			<-h.events
			h.fire()
		}
	}()
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, server.URL, w.request(io.NopCloser(endless)))
	require.NoError(t, err)
	_, err = server.Client().Do(req)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
	assert.EqualError(t, context.Cause(ctx), "no byte moved for 60s")
}
