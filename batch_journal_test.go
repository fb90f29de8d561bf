package connector_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// How each end of a call is written down, and what the next run does about it.
func TestJournalOfACall(t *testing.T) {
	const again, skipped, notSent = "sent again", "skipped", "not sent again"
	put := connector.BatchCall{ID: "x", Call: connector.Call{Connection: "w", Action: putFile, Params: map[string]any{"file_path": "/a", "data": "bytes"}}}
	for name, c := range map[string]struct {
		call    connector.BatchCall
		answer  func(*http.Request) (*http.Response, error)
		outcome string
		states  []string
		next    string
	}{
		"done":                       {creating("x", "a"), says(200, `{}`), "done", []string{"x started 0 ", "x done 200 "}, skipped},
		"refused by the service":     {creating("x", "a"), says(400, `{"error_code":"BAD_REQUEST"}`), "failed", []string{"x started 0 ", "x again 400 "}, again},
		"throttled":                  {creating("x", "a"), says(429, `{}`), "failed", []string{"x started 0 ", "x again 429 "}, again},
		"not implemented":            {creating("x", "a"), says(501, `{}`), "failed", []string{"x started 0 ", "x again 501 "}, again},
		"an error of the server":     {creating("x", "a"), says(500, `{}`), "unknown", []string{"x started 0 ", "x unknown 500 "}, notSent},
		"a gateway's time-out":       {creating("x", "a"), says(504, `{}`), "unknown", []string{"x started 0 ", "x unknown 504 "}, notSent},
		"an odd error of the server": {creating("x", "a"), says(520, `{}`), "unknown", []string{"x started 0 ", "x unknown 520 "}, notSent},
		"no answer":                  {creating("x", "a"), breaks, "unknown", []string{"x started 0 ", "x unknown 0 "}, notSent},
		"done, and no JSON":          {creating("x", "a"), says(200, `{"a":`), "failed", []string{"x started 0 ", "x failed 200 UNEXPECTED_ANSWER"}, notSent},
		"a web page":                 {creating("x", "a"), says(200, `<html>`), "failed", []string{"x started 0 ", "x failed 200 UNEXPECTED_ANSWER"}, notSent},
		"invalid":                    {creating("x", ""), says(200, `{}`), "done", []string{"x started 0 ", "x done 200 "}, skipped},
		"with a token, done":         {starting("x", false), says(200, `{}`), "done", []string{"x started 0 ", "x done 200 "}, skipped},
		"with a token, no answer":    {starting("x", false), breaks, "unknown", []string{"x started 0 "}, again},
		"with a token, refused":      {starting("x", false), says(404, `{}`), "failed", []string{"x started 0 ", "x again 404 "}, again},
		"safe to repeat, done":       {put, says(204, ``), "done", []string{"x done 204 "}, skipped},
		"safe to repeat, no answer":  {put, breaks, "failed", nil, again},
		"safe to repeat, refused":    {put, says(403, `{}`), "failed", nil, again},
	} {
		t.Run(name, func(t *testing.T) {
			m := &memory{}
			s := &service{answer: c.answer, journal: m}
			conn := carriedBy(t, s)
			got := runJournaled(t, conn, connector.BatchOptions{Journal: m}, c.call)
			require.Len(t, got, 1)
			assert.Equal(t, c.outcome, got[0].Outcome, "%v", got[0].Err)
			assert.Equal(t, c.outcome == connector.BatchUnknown, errors.Is(got[0].Err, connector.ErrUnknownOutcome), "%v", got[0].Err)
			assert.False(t, got[0].Skipped)
			assert.Equal(t, c.states, m.states())
			if len(c.states) > 0 && c.states[0] == "x started 0 " {
				assert.Equal(t, []string{"1"}, s.seen, "it was written before the request went out")
			}

			s.answer = says(200, `{}`)
			next := runJournaled(t, conn, connector.BatchOptions{Journal: m.again()}, c.call)
			require.Len(t, next, 1)
			assert.Equal(t, c.next != again, next[0].Skipped)
			switch c.next {
			case again:
				assert.NoError(t, next[0].Err)
				assert.Len(t, s.heard, 2)
			case skipped:
				assert.NoError(t, next[0].Err)
				assert.Equal(t, got[0].Status, next[0].Status)
				assert.Len(t, s.heard, 1)
			case notSent:
				var earlier *connector.EarlierError
				assert.ErrorAs(t, next[0].Err, &earlier)
				assert.Equal(t, c.outcome, next[0].Outcome)
				assert.Len(t, s.heard, 1)
				o := connector.BatchOptions{Journal: m.again(), RetryUnknown: true, RetryFailed: true}
				last := runJournaled(t, conn, o, c.call)
				assert.NoError(t, last[0].Err, "on request it is sent again")
				assert.Len(t, s.heard, 2)
			}
		})
	}
}

// What a middleware makes of a call does not hide what was sent.
func TestJournalAndMiddlewares(t *testing.T) {
	for name, c := range map[string]struct {
		handler func(connector.Handler, context.Context, *connector.Request) (*connector.Result, error)
		outcome string
		states  []string
	}{
		"refuses": {func(connector.Handler, context.Context, *connector.Request) (*connector.Result, error) {
			return nil, errors.New("no quota")
		}, "failed", nil},
		"fails after the service acted": {func(next connector.Handler, ctx context.Context, r *connector.Request) (*connector.Result, error) {
			_, err := next(ctx, r)
			return nil, errors.Join(err, connector.ErrRefused)
		}, "failed", []string{"x started 0 ", "x failed 200 POLICY_REFUSED"}},
		"loses the context": {func(next connector.Handler, _ context.Context, r *connector.Request) (*connector.Result, error) {
			return next(context.Background(), r)
		}, "done", []string{"x started 0 ", "x done 200 "}},
		"sends twice": {func(next connector.Handler, ctx context.Context, r *connector.Request) (*connector.Result, error) {
			_, _ = next(ctx, r)
			return next(ctx, r)
		}, "done", []string{"x started 0 ", "x done 200 "}},
	} {
		t.Run(name, func(t *testing.T) {
			m := &memory{}
			conn := carriedBy(t, &service{answer: says(200, `{}`)}, func(next connector.Handler) connector.Handler {
				return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
					return c.handler(next, ctx, r)
				}
			})
			got := runJournaled(t, conn, connector.BatchOptions{Journal: m}, creating("x", "a"))
			assert.Equal(t, c.outcome, got[0].Outcome)
			assert.Equal(t, c.states, m.states())
		})
	}
}
