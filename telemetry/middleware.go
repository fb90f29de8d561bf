package telemetry

import (
	"context"
	"slices"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	connector "github.com/actionctl/connector"
)

// scope is how the telemetry of this package is told from that of others.
const scope = "github.com/actionctl/connector/telemetry"

// Config says where the telemetry goes. The zero value uses what the program has set
// with the otel package.
type Config struct {
	TracerProvider trace.TracerProvider
	MeterProvider  metric.MeterProvider
	// Propagator writes the trace into the headers of the request, traceparent among
	// them.
	Propagator propagation.TextMapPropagator
}

func (c Config) withDefaults() Config {
	if c.TracerProvider == nil {
		c.TracerProvider = otel.GetTracerProvider()
	}
	if c.MeterProvider == nil {
		c.MeterProvider = otel.GetMeterProvider()
	}
	if c.Propagator == nil {
		c.Propagator = otel.GetTextMapPropagator()
	}
	return c
}

// New makes the middleware. Make it the first of connector.Config.Middleware, for its
// span to cover the others.
func New(cfg Config) connector.Middleware {
	cfg = cfg.withDefaults()
	tracer := cfg.TracerProvider.Tracer(scope, trace.WithInstrumentationVersion(connector.Version()))
	durations := newDurations(cfg.MeterProvider)
	return func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			about := requestAttributes(r)
			ctx, span := tracer.Start(ctx, r.Plan.Method+" "+r.Action.Path,
				trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(slices.Concat(about, callAttributes(r))...))
			defer span.End()
			cfg.Propagator.Inject(ctx, propagation.HeaderCarrier(r.Plan.Header))
			began := time.Now()
			res, err := next(ctx, r)
			ended := outcomeAttributes(r.Call, res, err)
			durations.record(ctx, time.Since(began), slices.Concat(about, ended))
			endSpan(span, connector.OutcomeOf(res, err), ended, err)
			return res, err
		}
	}
}
