// Package e2e runs workflows on a real Temporal server, with workers as processes of their
// own that are killed, stopped and cut off from what they call. Its tests have the build tag
// e2e and need programs that run.sh builds; it hands its arguments on to go test:
//
//	bash temporal/e2e/run.sh -run Kill -count=3
package e2e
