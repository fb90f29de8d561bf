package bench

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"testing"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// BenchmarkHeap is what lives after ten actions were called, and what would if all were
// loaded and compiled at the start, each in a process of its own: goal 12.
func BenchmarkHeap(b *testing.B) {
	for _, what := range []string{"ten", "all"} {
		b.Run(what, func(b *testing.B) {
			bytes, err := strconv.Atoi(child(b, "heap "+what))
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(bytes), "heap-B")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// printHeap is the child's whole life: it prints by how many bytes the heap has grown.
func printHeap(what string) {
	before := live()
	var kept any
	switch what {
	case "ten":
		kept = useTen()
	case "all":
		kept = compileAll()
	default:
		panic("nothing is known of the heap of " + what)
	}
	after := live()
	runtime.KeepAlive(kept)
	fmt.Println(after - before)
}

func live() int64 {
	var m runtime.MemStats
	for range 3 { // what pools held goes with the second
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// useTen calls ten actions, among them the largest there is, with all that their
// parameters may hold.
func useTen() any {
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"w": {Host: nowhere, Auth: connection.StaticToken(secret), Transport: canned{}},
	}})
	if err != nil {
		panic(err)
	}
	names := []string{getAction, listAction, createAction, "get_api_2_2_jobs_get", "post_api_2_2_jobs_create",
		"post_api_2_2_jobs_run_now", "get_api_2_2_jobs_runs_get", "get_api_2_1_clusters_list", "get_api_2_0_workspace_list", "post_api_2_0_pipelines"}
	for _, name := range names {
		a, err := c.Registry().Action(name)
		if err != nil {
			panic(err)
		}
		params, _ := c.Types().Example(schema.Document(a.ParamsSchema()), name, true).(map[string]any)
		if _, err := c.RunAction(context.Background(), "w", name, params); err != nil && !errors.As(err, new(*connector.APIError)) {
			panic(err)
		}
	}
	return c
}

// compileAll is the straightforward way: every descriptor decoded, every schema compiled.
func compileAll() any {
	reg, types := connector.Builtin(), schema.NewTypes(schema.BuiltinTypes())
	c := schema.NewChecker(types)
	var all []*registry.Action
	for _, name := range reg.Names() {
		a, err := reg.Action(name)
		if err != nil {
			panic(err)
		}
		if err := c.Compile(name, a.ParamsSchema()); err != nil {
			panic(err)
		}
		all = append(all, a)
	}
	return []any{reg, types, c, all}
}
