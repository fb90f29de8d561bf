package telemetry_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	oteltrace "go.opentelemetry.io/otel/trace"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/telemetry"
)

type service func(*http.Request) *http.Response

func (f service) RoundTrip(r *http.Request) (*http.Response, error) {
	if resp := f(r); resp != nil {
		return resp, nil
	}
	return nil, errors.New("no line")
}

func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"X-Request-Id": {"r1"}}, Body: io.NopCloser(strings.NewReader(body))}
}

// instruments keep what was told.
type instruments struct {
	spans   *tracetest.InMemoryExporter
	metrics *metric.ManualReader
	config  telemetry.Config
}

func newInstruments() *instruments {
	in := &instruments{spans: tracetest.NewInMemoryExporter(), metrics: metric.NewManualReader()}
	in.config = telemetry.Config{
		TracerProvider: trace.NewTracerProvider(trace.WithSyncer(in.spans)),
		MeterProvider:  metric.NewMeterProvider(metric.WithReader(in.metrics)),
		Propagator:     propagation.TraceContext{},
	}
	return in
}

func (in *instruments) open(t *testing.T, s service, more ...connector.Middleware) *connector.Connector {
	t.Helper()
	auth := connection.AuthFunc(func(_ context.Context, fresh bool) (http.Header, error) {
		return http.Header{"Authorization": {fmt.Sprintf("Bearer token-%t", fresh)}}, nil
	})
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{
			"prod":    {Host: "https://my.example", Transport: s, Auth: auth},
			"careful": {Host: "https://my.example:8443", Transport: s, RetryBudget: -1, Policy: connection.Policy{Mode: connection.ReadOnly}},
		},
		Middleware: append([]connector.Middleware{telemetry.New(in.config)}, more...),
	})
	require.NoError(t, err)
	return c
}

func (in *instruments) span(t *testing.T) (tracetest.SpanStub, map[attribute.Key]any) {
	t.Helper()
	spans := in.spans.GetSpans()
	require.Len(t, spans, 1)
	return spans[0], values(spans[0].Attributes)
}

func values(attrs []attribute.KeyValue) map[attribute.Key]any {
	out := map[attribute.Key]any{}
	for _, a := range attrs {
		out[a.Key] = a.Value.AsInterface()
	}
	return out
}

func (in *instruments) durations(t *testing.T) []metricdata.HistogramDataPoint[float64] {
	t.Helper()
	var all metricdata.ResourceMetrics
	require.NoError(t, in.metrics.Collect(t.Context(), &all))
	if len(all.ScopeMetrics) == 0 {
		return nil
	}
	require.Len(t, all.ScopeMetrics, 1)
	require.Len(t, all.ScopeMetrics[0].Metrics, 1)
	m := all.ScopeMetrics[0].Metrics[0]
	assert.Equal(t, "http.client.request.duration", m.Name)
	assert.Equal(t, "s", m.Unit)
	return m.Data.(metricdata.Histogram[float64]).DataPoints
}

var (
	getJob = "get_api_2_2_jobs_get"
	job    = map[string]any{"job_id": 7}
)

func TestSpanAndMetricOfACall(t *testing.T) {
	in := newInstruments()
	var sent http.Header
	c := in.open(t, func(r *http.Request) *http.Response {
		sent = r.Header
		return answer(200, "{}")
	})
	_, err := c.RunAction(t.Context(), "prod", getJob, job)
	require.NoError(t, err)

	span, attrs := in.span(t)
	assert.Equal(t, "GET /api/2.2/jobs/get", span.Name)
	assert.Equal(t, oteltrace.SpanKindClient, span.SpanKind)
	assert.Equal(t, codes.Unset, span.Status.Code)
	shared := map[attribute.Key]any{
		"http.request.method": "GET", "url.template": "/api/2.2/jobs/get", "url.scheme": "https",
		"server.address": "my.example", "server.port": int64(443), "http.response.status_code": int64(200),
	}
	want := map[attribute.Key]any{
		"url.full": "https://my.example/api/2.2/jobs/get?job_id=7", "actionctl.action": getJob,
		"actionctl.connection": "prod", "actionctl.safety": "read", "actionctl.request_id": "r1",
	}
	for k, v := range shared {
		want[k] = v
	}
	assert.Equal(t, want, attrs)

	points := in.durations(t)
	require.Len(t, points, 1)
	assert.EqualValues(t, 1, points[0].Count)
	assert.Equal(t, shared, values(points[0].Attributes.ToSlice()))
	assert.Contains(t, points[0].Bounds, 0.005)

	id := span.SpanContext
	assert.Equal(t, "00-"+id.TraceID().String()+"-"+id.SpanID().String()+"-01", sent.Get("Traceparent"))
}

// The span belongs to the trace of the caller, and middlewares further in to it.
func TestSpansAreNested(t *testing.T) {
	in := newInstruments()
	tracer := in.config.TracerProvider.Tracer("test")
	var within oteltrace.SpanContext
	look := func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			within = oteltrace.SpanContextFromContext(ctx)
			return next(ctx, r)
		}
	}
	ctx, outer := tracer.Start(t.Context(), "outer")
	_, err := in.open(t, func(*http.Request) *http.Response { return answer(200, "{}") }, look).RunAction(ctx, "prod", getJob, job)
	require.NoError(t, err)
	span, _ := in.span(t)
	assert.Equal(t, outer.SpanContext().SpanID(), span.Parent.SpanID())
	assert.Equal(t, span.SpanContext.SpanID(), within.SpanID())
}

func TestErrorsOfCalls(t *testing.T) {
	for name, c := range map[string]struct {
		connection string
		service    service
		errorType  string
		status     any
	}{
		"not found":       {"careful", func(*http.Request) *http.Response { return answer(404, `{"message":"no"}`) }, "404", int64(404)},
		"no answer":       {"careful", func(*http.Request) *http.Response { return nil }, "network", nil},
		"web page":        {"careful", func(*http.Request) *http.Response { return answer(200, "<html>") }, "server", int64(200)},
		"unauthenticated": {"careful", func(*http.Request) *http.Response { return answer(401, "") }, "401", int64(401)},
	} {
		t.Run(name, func(t *testing.T) {
			in := newInstruments()
			_, err := in.open(t, c.service).RunAction(t.Context(), c.connection, getJob, job)
			require.Error(t, err)
			span, attrs := in.span(t)
			assert.Equal(t, codes.Error, span.Status.Code)
			assert.Empty(t, span.Status.Description)
			assert.Empty(t, span.Events)
			assert.Equal(t, c.errorType, attrs["error.type"])
			assert.Equal(t, c.status, attrs["http.response.status_code"])
			assert.EqualValues(t, 8443, attrs["server.port"])
			assert.NotContains(t, attrs, attribute.Key("http.request.resend_count"))
			points := in.durations(t)
			require.Len(t, points, 1)
			assert.Equal(t, c.errorType, values(points[0].Attributes.ToSlice())["error.type"])
		})
	}
}

func TestErrorsOnThisSide(t *testing.T) {
	for name, c := range map[string]struct {
		err       error
		errorType string
	}{
		"refused by a middleware": {fmt.Errorf("no: %w", connector.ErrRefused), "policy"},
		"cancelled":               {context.Canceled, "cancelled"},
		"deadline":                {context.DeadlineExceeded, "timeout"},
		"anything else":           {errors.New("odd"), "error"},
	} {
		t.Run(name, func(t *testing.T) {
			in := newInstruments()
			refuse := func(connector.Handler) connector.Handler {
				return func(context.Context, *connector.Request) (*connector.Result, error) { return nil, c.err }
			}
			_, err := in.open(t, nil, refuse).RunAction(t.Context(), "prod", getJob, job)
			require.Error(t, err)
			_, attrs := in.span(t)
			assert.Equal(t, c.errorType, attrs["error.type"])
			assert.NotContains(t, attrs, attribute.Key("http.response.status_code"))
		})
	}
}

// All attempts of a call are one span.
func TestRepeatsAreCounted(t *testing.T) {
	in := newInstruments()
	var attempts atomic.Int32
	_, err := in.open(t, func(*http.Request) *http.Response {
		if attempts.Add(1) == 1 {
			return answer(401, "")
		}
		return answer(200, "{}")
	}).RunAction(t.Context(), "prod", getJob, job)
	require.NoError(t, err)
	_, attrs := in.span(t)
	assert.EqualValues(t, 1, attrs["http.request.resend_count"])
	assert.EqualValues(t, 200, attrs["http.response.status_code"])
}

// What was refused before sending is no call.
func TestRefusalsHaveNoSpan(t *testing.T) {
	in := newInstruments()
	c := in.open(t, nil)
	_, err := c.RunAction(t.Context(), "prod", getJob, nil)
	require.ErrorIs(t, err, connector.ErrInvalid)
	_, err = c.RunAction(t.Context(), "careful", "post_api_2_2_jobs_delete", map[string]any{"data": job})
	require.ErrorIs(t, err, connector.ErrRefused)
	assert.Empty(t, in.spans.GetSpans())
	assert.Empty(t, in.durations(t))
}

// A secret in the path, the query or the answer shows nowhere.
func TestNoSecrets(t *testing.T) {
	in := newInstruments()
	c := in.open(t, func(r *http.Request) *http.Response { return answer(400, `{"message":"bad `+r.URL.Path+`"}`) })
	_, err := c.RunAction(t.Context(), "prod", "get_api_2_1_unity_catalog_public_data_sharing_activation_info_by_activation_url",
		map[string]any{"activation_url": "hunter2-hunter2"})
	require.Error(t, err)
	span, _ := in.span(t)
	assert.Contains(t, fmt.Sprint(span.Attributes), "REDACTED")
	assert.NotContains(t, fmt.Sprintf("%+v %+v", span, in.durations(t)), "hunter2")
}

func TestPanicsPass(t *testing.T) {
	in := newInstruments()
	oops := func(connector.Handler) connector.Handler {
		return func(context.Context, *connector.Request) (*connector.Result, error) { panic("oops") }
	}
	c := in.open(t, nil, oops)
	assert.PanicsWithValue(t, "oops", func() { _, _ = c.RunAction(t.Context(), "prod", getJob, job) })
	assert.Len(t, in.spans.GetSpans(), 1)
}
