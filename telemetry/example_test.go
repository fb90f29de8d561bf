package telemetry_test

import (
	"context"
	"fmt"
	"log"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/telemetry"
)

func ExampleNew() {
	exporter := tracetest.NewInMemoryExporter() // yours sends to a collector
	provider := trace.NewTracerProvider(trace.WithSyncer(exporter))
	box := sandbox.New(connector.Builtin(), nil)
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"sandbox": box.Connection()},
		Middleware: []connector.Middleware{
			telemetry.New(telemetry.Config{TracerProvider: provider, Propagator: propagation.TraceContext{}}),
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := c.RunAction(context.Background(), "sandbox", "get_api_2_1_clusters_list", nil); err != nil {
		log.Fatal(err)
	}
	fmt.Println(exporter.GetSpans()[0].Name)
	// Output: GET /api/2.1/clusters/list
}
