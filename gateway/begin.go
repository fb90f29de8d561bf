package gateway

import (
	"log/slog"
	"net/http"
	"time"
)

// begin is the outermost layer: it gives the request its id, watches how long the client
// takes, catches panics, and writes down how all ended.
func (g *Gateway) begin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		q, r := g.newRequest(r)
		rec := newRecorder(w, g.limits.Pause)
		secure(rec.Header(), q.id)
		if r.Body != nil && r.Body != http.NoBody {
			body := &movingBody{ReadCloser: r.Body, control: rec.control, pause: g.limits.Pause}
			defer body.end()
			if r.Body = body; r.ProtoMajor == 1 { // HTTP/2 does not read what a handler left
				rec.body = body
			}
		}
		g.metrics.inFlight.Add(1)
		ok := false
		defer func() {
			if !ok {
				g.caught(rec, r, recover())
			}
			rec.finish()
			g.metrics.inFlight.Add(-1)
			g.metrics.done(q, rec.status, time.Since(start))
			g.log(r, rec, q, time.Since(start))
			if !ok && rec.cut {
				panic(http.ErrAbortHandler)
			}
		}()
		next.ServeHTTP(rec, r)
		ok = true
	})
}

// caught answers where a handler panicked. What was thrown stays out of the answer and
// of the log: it may hold parameters.
func (g *Gateway) caught(rec *recorder, r *http.Request, thrown any) {
	if thrown == http.ErrAbortHandler { //nolint:errorlint // net/http compares so too
		rec.cut = true
		return
	}
	g.metrics.panics.Add(1)
	if g.options.Logger != nil {
		g.options.Logger.LogAttrs(r.Context(), slog.LevelError, "panic", slog.String("request", requestOf(r).id),
			slog.String("what", thrownText(thrown)), slog.String("stack", ownStack()))
	}
	if rec.status != 0 {
		rec.cut = true
		return
	}
	g.refused(rec, r, refuse(http.StatusInternalServerError, "INTERNAL", "the gateway failed; its log has more under the request's id"))
}

// secure sets the headers that all answers have.
func secure(h http.Header, id string) {
	h.Set("X-Request-Id", id)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}

// log writes the access line. It has no query, which may hold parameters.
func (g *Gateway) log(r *http.Request, rec *recorder, q *request, took time.Duration) {
	if g.options.Logger == nil {
		return
	}
	level := slog.LevelInfo
	if rec.status >= http.StatusInternalServerError {
		level = slog.LevelWarn
	}
	attrs := []slog.Attr{
		slog.String("id", q.id), slog.String("remote", r.RemoteAddr),
		slog.String("method", harmless(r.Method)), slog.String("path", harmless(r.URL.Path)), slog.String("route", q.route),
		slog.Int("status", rec.status), slog.Int64("bytes", rec.bytes), slog.Int64("ms", took.Milliseconds()),
		slog.String("agent", harmless(r.UserAgent())),
	}
	if q.who.Name != "" {
		attrs = append(attrs, slog.String("token", q.who.Name))
	} else if q.tried != "" {
		attrs = append(attrs, slog.String("refused_token", q.tried))
	}
	if q.reason != "" {
		attrs = append(attrs, slog.String("reason", harmless(q.reason)))
	}
	if rec.cut {
		attrs = append(attrs, slog.Bool("cut", true))
	}
	g.options.Logger.LogAttrs(r.Context(), level, "request", attrs...)
}
