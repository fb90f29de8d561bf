//go:build race

package connector_test

// raceEnabled says whether this test runs under the race detector.
const raceEnabled = true
