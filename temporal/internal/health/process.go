package health

import (
	"runtime"

	"github.com/actionctl/connector/internal/metrics"
)

// Process tells what runs, and how large it is.
func Process(set *metrics.Set, version string) {
	set.Info("actionctl_build_info", "What runs here.", "version", version, "go", runtime.Version())
	set.Gauge("go_goroutines", "Goroutines that there are.", func() float64 { return float64(runtime.NumGoroutine()) })
	set.Gauge("go_memstats_heap_alloc_bytes", "Bytes on the heap.", func() float64 {
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		return float64(s.HeapAlloc)
	})
}
