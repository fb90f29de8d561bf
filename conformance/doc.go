// Package conformance drives the built program with clients that other people made, and
// with callers that mean harm. Its tests need Node and Python packages: run.sh gets them
// and hands its arguments on to go test.
//
// With -update the conversations in testdata are written anew. With the build tag load
// there are the tests under load, which take a minute.
package conformance
