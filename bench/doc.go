// Package bench measures actionctl beside what else a Go program could call a workspace
// with: bare net/http, resty by hand and databricks-sdk-go. All that is in it are
// benchmarks; cmd/table runs them in rounds, together with the parts that start programs
// of their own, and writes RESULTS.md.
package bench
