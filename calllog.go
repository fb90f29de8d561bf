package connector

import (
	"context"
	"log/slog"
	"time"
)

// callLog writes down calls, at debug level. It never sees headers, bodies or
// parameters, and shows addresses without their secrets.
type callLog struct{ to *slog.Logger }

func (l callLog) off(ctx context.Context) bool {
	return l.to == nil || !l.to.Enabled(ctx, slog.LevelDebug)
}

// refused writes down a call that was not sent.
func (l callLog) refused(ctx context.Context, call Call, err error) {
	if l.off(ctx) {
		return
	}
	l.to.LogAttrs(ctx, slog.LevelDebug, "call refused",
		slog.String("action", call.Action), slog.String("connection", call.Connection), slog.String("error", err.Error()))
}

// done writes down a call that came to its end: its attempts, then itself.
func (l callLog) done(ctx context.Context, p *prepared, res *Result, err error, took time.Duration) {
	if l.off(ctx) {
		return
	}
	o := OutcomeOf(res, err)
	common := []any{
		slog.String("action", p.action.Name), slog.String("connection", p.connection.Name),
		slog.String("method", p.plan.Method), slog.String("url", p.plan.ShownURL()),
	}
	log := l.to.With(common...)
	for _, a := range o.Attempts {
		log.LogAttrs(ctx, slog.LevelDebug, "attempt", attemptAttrs(a)...)
	}
	attrs := []slog.Attr{
		slog.Int("status", o.Status), slog.String("request_id", o.RequestID),
		slog.Int("attempts", len(o.Attempts)), slog.Duration("duration", took),
	}
	if err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	log.LogAttrs(ctx, slog.LevelDebug, "call", attrs...)
}

func attemptAttrs(a Attempt) []slog.Attr {
	attrs := []slog.Attr{slog.Int("attempt", a.Number), slog.Int("status", a.Status), slog.Duration("duration", a.Duration)}
	if a.Error != "" {
		attrs = append(attrs, slog.String("code", a.Code), slog.String("error", a.Error))
	}
	if a.Wait > 0 {
		attrs = append(attrs, slog.Duration("wait", a.Wait))
	}
	return attrs
}
