//go:build slow

// Package slow moves gigabytes. It is its own test: the binary starts itself as server
// and as client, so that what the client needs of memory is the client's alone.
//
//	go test -tags slow ./slow
package slow

import (
	"fmt"
	"os"
	"testing"
)

const (
	size     = 1 << 30
	maxExtra = 64 << 20 // memory above that of a client which has made a small call
	roleEnv  = "ACTIONCTL_SLOW_ROLE"
)

// roles are what the binary does when it is started by the test.
var roles = map[string]func() error{"server": serve, "download": download, "upload": upload}

func TestMain(m *testing.M) {
	role := os.Getenv(roleEnv)
	if role == "" {
		os.Exit(m.Run())
	}
	if err := roles[role](); err != nil {
		fmt.Fprintln(os.Stderr, role+":", err)
		os.Exit(1)
	}
}
