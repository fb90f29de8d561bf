// Package integration runs the actions against real servers. Its tests have the
// build tag integration, for they install the server first:
//
//	go test -tags integration ./integration
package integration
