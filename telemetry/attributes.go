package telemetry

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	connector "github.com/actionctl/connector"
)

// Attributes of our own, on spans. The metric does without: url.template tells the
// actions apart already.
const (
	Action     = attribute.Key("actionctl.action")
	Connection = attribute.Key("actionctl.connection")
	Safety     = attribute.Key("actionctl.safety")
	RequestID  = attribute.Key("actionctl.request_id")
)

// requestAttributes are those that a span and the metric share.
func requestAttributes(r *connector.Request) []attribute.KeyValue {
	attrs := []attribute.KeyValue{
		semconv.HTTPRequestMethodKey.String(r.Plan.Method),
		semconv.URLTemplate(r.Action.Path),
	}
	host, err := url.Parse(r.Host)
	if err != nil {
		return attrs
	}
	attrs = append(attrs, semconv.ServerAddress(host.Hostname()), semconv.URLScheme(host.Scheme))
	port, err := strconv.Atoi(host.Port())
	if err != nil { // the usual one
		port = map[string]int{"https": 443, "http": 80}[host.Scheme]
	}
	return append(attrs, semconv.ServerPort(port))
}

// callAttributes are those of a span alone. The address is the redacted one.
func callAttributes(r *connector.Request) []attribute.KeyValue {
	return []attribute.KeyValue{
		semconv.URLFull(r.Plan.ShownURL()),
		Action.String(r.Action.Name), Connection.String(r.Connection), Safety.String(string(r.Action.Safety)),
	}
}

// outcomeAttributes say how a call ended.
func outcomeAttributes(call connector.Call, res *connector.Result, err error) []attribute.KeyValue {
	var attrs []attribute.KeyValue
	if status := connector.OutcomeOf(res, err).Status; status != 0 {
		attrs = append(attrs, semconv.HTTPResponseStatusCode(status))
	}
	if err != nil {
		attrs = append(attrs, semconv.ErrorTypeKey.String(errorType(call, err)))
	}
	return attrs
}

// errorType is the status of an answer that is an error, and else one of the connector's
// categories: there are few of either.
func errorType(call connector.Call, err error) string {
	var api *connector.APIError
	if errors.As(err, &api) && api.Status >= 300 {
		return strconv.Itoa(api.Status)
	}
	object := connector.NewErrorObject(err, call)
	if object.Category == connector.CategoryLocal {
		return strings.ToLower(object.Code)
	}
	return object.Category
}

// endSpan puts the outcome on the span. Its status has no description: the text of an
// error may hold what the service was told.
func endSpan(span trace.Span, o connector.Outcome, ended []attribute.KeyValue, err error) {
	span.SetAttributes(ended...)
	if o.RequestID != "" {
		span.SetAttributes(RequestID.String(o.RequestID))
	}
	if repeats := len(o.Attempts) - 1; repeats > 0 {
		span.SetAttributes(semconv.HTTPRequestResendCount(repeats))
	}
	if err != nil {
		span.SetStatus(codes.Error, "")
	}
}
