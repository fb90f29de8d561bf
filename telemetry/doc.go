// Package telemetry traces and measures calls with OpenTelemetry.
//
//	c, err := connector.Open(connector.Config{
//		Middleware: []connector.Middleware{telemetry.New(telemetry.Config{})},
//	})
//
// A call becomes one client span named after its route, "GET /api/2.2/jobs/get", and
// one value of the histogram http.client.request.duration. Both follow the stable
// semantic conventions of HTTP. Neither holds a parameter but what the redacted
// address shows, a header, a body or the text of an error.
//
// # Choices
//
// A span is a call, not an attempt: it begins before the first attempt and ends after
// the last, with the number of repeats as http.request.resend_count. Calls that were
// refused before sending have none. Where an answer is a stream, the span ends when
// the stream begins: who reads it, and how long, is the program's own affair.
package telemetry
