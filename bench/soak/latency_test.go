package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestLatenciesAreTold(t *testing.T) {
	var l latencies
	for n := time.Duration(1); n <= 1000; n++ {
		l.add(n * time.Microsecond)
	}
	for part, want := range map[float64]time.Duration{0.5: 500, 0.9: 900, 0.99: 990, 0.999: 999} {
		assert.InEpsilon(t, float64(want*time.Microsecond), float64(l.at(part)), 1.0/finer)
	}
	assert.Zero(t, (&latencies{}).at(0.5))
}

func TestEveryDurationHasAStep(t *testing.T) {
	for _, d := range []time.Duration{-1, 0, 1, 31, 32, 33, 63, 64, time.Second, time.Hour, 1<<63 - 1} {
		i := stepOf(d)
		assert.GreaterOrEqual(t, endOf(i), d)
		if i > 0 {
			assert.Less(t, endOf(i-1), d)
		}
	}
}

func TestGrowthIsFound(t *testing.T) {
	flat, rising := make([]sample, 20), make([]sample, 20)
	for i := range flat {
		flat[i] = sample{Heap: 5 + float64(i%2)/10, Goroutines: 130, Files: 70}
		rising[i] = sample{Heap: 5 + float64(i), Goroutines: 130 + 10*i, Files: 70 + 10*i}
	}
	assert.NoError(t, grown("flat", flat))
	err := grown("rising", rising)
	for _, what := range []string{"heap", "goroutines", "open files"} {
		assert.ErrorContains(t, err, what)
	}
	assert.ErrorContains(t, grown("short", flat[:3]), "samples")
}
