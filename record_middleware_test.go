package connector_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/connection"
)

// A middleware that lets nothing out leaves an end without a beginning.
func TestMiddlewaresThatSendNothing(t *testing.T) {
	boom := errors.New("not today")
	for code, answer := range map[string]connector.Handler{
		"": func(context.Context, *connector.Request) (*connector.Result, error) {
			return &connector.Result{Status: 203}, nil
		},
		"ERROR": func(context.Context, *connector.Request) (*connector.Result, error) { return nil, boom },
		"PANIC": func(context.Context, *connector.Request) (*connector.Result, error) { panic(boom) },
	} {
		book, service := &notebook{}, &countedSends{serve: fine}
		c := audited(t, service, audit.Strict, book, func(connector.Handler) connector.Handler { return answer })
		run := func() { _, _ = c.RunAction(t.Context(), "w", getJob, job) }
		if code == "PANIC" {
			assert.PanicsWithError(t, boom.Error(), run)
		} else {
			run()
		}
		got, story := book.taken()
		assert.Equal(t, []string{"end " + getJob}, story)
		assert.Equal(t, code, got[0].Error)
		assert.Equal(t, audit.Allowed, got[0].Decision)
		assert.Zero(t, service.since())
	}
}

// A call is begun once, however often a middleware sends it, and nothing of it goes out
// without that.
func TestMiddlewaresThatSendTwice(t *testing.T) {
	for _, fails := range []func(audit.Record) bool{nil, everyRecord} {
		book, service := &notebook{fails: fails}, &countedSends{serve: fine}
		c := audited(t, service, audit.Strict, book, func(next connector.Handler) connector.Handler {
			return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
				var both sync.WaitGroup
				for range 3 {
					both.Go(func() { _, _ = next(ctx, r) })
				}
				both.Wait()
				return next(ctx, r)
			}
		})
		_, err := c.RunAction(t.Context(), "w", getJob, job)
		_, story := book.taken()
		if fails != nil {
			require.ErrorIs(t, err, connector.ErrAudit)
			assert.Zero(t, service.since())
			assert.Equal(t, 2, book.tried, "the beginning, and that it was refused")
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, 4, service.since())
		assert.Equal(t, []string{"begin " + getJob, "end " + getJob}, story)
	}
}

// A middleware that goes on without what was kept back has sent nothing all the same.
func TestMiddlewaresThatHideARefusal(t *testing.T) {
	book, service := &notebook{fails: func(r audit.Record) bool { return r.Phase == audit.Begin }}, &countedSends{serve: fine}
	c := audited(t, service, audit.Strict, book, func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			_, err := next(ctx, r)
			assert.ErrorIs(t, err, connector.ErrAudit)
			return &connector.Result{Status: 200}, nil
		}
	})
	_, err := c.RunAction(t.Context(), "w", getJob, job)
	require.NoError(t, err)
	assert.Zero(t, service.since())
	got, story := book.taken()
	assert.Equal(t, []string{"refused " + getJob}, story)
	assert.Equal(t, "AUDIT_FAILED", got[0].Error)
	assert.Zero(t, got[0].Status)
}

// A middleware that goes away while it sends does no harm to what is written.
func TestMiddlewaresThatGoAway(t *testing.T) {
	book := &notebook{}
	var left sync.WaitGroup
	c := audited(t, roundTrip(fine), audit.Strict, book, func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			left.Go(func() { _, _ = next(ctx, r) })
			return &connector.Result{Status: 202}, nil
		}
	})
	for range 50 {
		_, err := c.RunAction(t.Context(), "w", getJob, job)
		require.NoError(t, err)
	}
	left.Wait()
	got, _ := book.taken()
	assert.Len(t, got, 100)
}

// Attempts are one call.
func TestAttemptsAreWrittenDownAsOne(t *testing.T) {
	book, service := &notebook{}, &countedSends{}
	service.serve = func(r *http.Request) *http.Response {
		if service.n == 1 {
			return answering(http.StatusUnauthorized, http.Header{}, nil)
		}
		return fine(r)
	}
	renewing := connection.AuthFunc(func(_ context.Context, fresh bool) (http.Header, error) {
		return http.Header{"Authorization": {fmt.Sprintf("Bearer token-%v", fresh)}}, nil
	})
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"w": {Host: "https://w.example", Transport: service, Auth: renewing}},
		Audit:       connector.Audit{To: book, Mode: audit.Strict},
	})
	require.NoError(t, err)
	_, err = c.RunAction(t.Context(), "w", getJob, job)
	require.NoError(t, err)
	got, story := book.taken()
	require.Equal(t, []string{"begin " + getJob, "end " + getJob}, story)
	assert.Equal(t, 2, got[1].Attempts)
}

// Records that are owed are bounded, whoever makes calls meanwhile, and none is written
// twice.
func TestOwedRecords(t *testing.T) {
	book := &notebook{fails: everyRecord}
	c := audited(t, roundTrip(fine), audit.BestEffort, book)
	const calls = 1200
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			for n := worker; n < calls; n += 8 {
				_, err := c.RunAction(t.Context(), "w", getJob, map[string]any{"job_id": n})
				assert.NoError(t, err)
			}
		})
	}
	all.Wait()
	book.fails = nil
	_, err := c.RunAction(t.Context(), "w", getJob, job)
	require.NoError(t, err)
	got, _ := book.taken()
	assert.Len(t, got, 1001, "as many as are kept, and the new one")
	seen := map[string]bool{}
	for _, r := range got {
		assert.False(t, seen[r.Call], fmt.Sprint(r))
		seen[r.Call] = true
	}
}

// Calls that are kept back because nothing can be written do not crowd out the record of
// one that was sent before.
func TestRefusalsLeaveRoom(t *testing.T) {
	book := &notebook{}
	answer, sent := make(chan struct{}), make(chan struct{})
	c := audited(t, roundTrip(func(r *http.Request) *http.Response {
		close(sent)
		<-answer
		return fine(r)
	}), audit.Strict, book)
	done := make(chan error, 1)
	go func() {
		_, err := c.RunAction(t.Context(), "w", getJob, job)
		done <- err
	}()
	<-sent
	book.breaks(everyRecord)
	for range 1200 {
		_, err := c.RunAction(t.Context(), "w", getJob, job)
		require.ErrorIs(t, err, connector.ErrAudit)
	}
	close(answer)
	require.NoError(t, <-done)
	book.breaks(nil)
	_, err := c.RunAction(t.Context(), "w", "no_such_action", nil)
	require.ErrorIs(t, err, connector.ErrUnknownAction)
	got, story := book.taken()
	assert.Equal(t, "begin "+getJob, story[0])
	assert.Contains(t, story, "end "+getJob)
	assert.Len(t, got, 1+500+1+1)
}
