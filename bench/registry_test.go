package bench

import (
	"errors"
	"testing"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

// BenchmarkOpen is the registry, and a connector around it: goal 11.
func BenchmarkOpen(b *testing.B) {
	b.Run("registry/actionctl", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if connector.Builtin().Len() == 0 {
				b.Fatal("the registry is empty")
			}
		}
	})
	b.Run("connector/actionctl", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := connector.Open(connector.Config{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkFind is what people type, with the words of actions indexed already, as a
// program that stays has them: goal 13.
func BenchmarkFind(b *testing.B) {
	reg := connector.Builtin()
	b.Run("search/actionctl", func(b *testing.B) {
		queries := []string{"create cluster", "list jobs", "grant permissions on a table", "cancel all runs of a job", "directory delete"}
		for _, q := range queries {
			if len(reg.Search(q, 20)) == 0 {
				b.Fatalf("nothing is found for %q", q)
			}
		}
		b.ReportAllocs()
		n := 0
		for b.Loop() {
			reg.Search(queries[n%len(queries)], 20)
			n++
		}
	})
	b.Run("nearest/actionctl", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := reg.Action("post_api_2_1_cluster_craete"); !errors.Is(err, registry.ErrUnknownAction) {
				b.Fatal(err)
			}
		}
	})
}
