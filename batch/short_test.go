//go:build !slow

package batch_test

// longBatch takes a second or two; make slow runs a longer one.
const longBatch = 20_000
