//go:build slow

package batch_test

// longBatch is long enough to show what little a call would leave behind.
const longBatch = 200_000
