package telemetry

import (
	"context"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/metric/noop"
)

// durations is the histogram of how long calls take, in seconds.
type durations struct{ metric.Float64Histogram }

func newDurations(provider metric.MeterProvider) durations {
	h, err := provider.Meter(scope).Float64Histogram("http.client.request.duration",
		metric.WithUnit("s"), metric.WithDescription("Duration of calls, repeats included."),
		metric.WithExplicitBucketBoundaries(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10))
	if err != nil {
		otel.Handle(err)
		return durations{noop.Float64Histogram{}} // calls go on unmeasured
	}
	return durations{h}
}

func (d durations) record(ctx context.Context, took time.Duration, attrs []attribute.KeyValue) {
	d.Record(ctx, took.Seconds(), metric.WithAttributes(attrs...))
}
