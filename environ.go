package connector

import (
	"os"
	goruntime "runtime"
	"runtime/debug"
	"strings"
)

// processEnv is the one place where the library reads the process environment, and
// only for a Config that brings none.
func processEnv(key string) string { return os.Getenv(key) }

// modulePath is how the build information names this module.
const modulePath = "github.com/actionctl/connector"

// Version is the module's version as the Go toolchain recorded it, "devel" in a
// build from a checkout.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	version := info.Main.Version
	for _, dep := range info.Deps {
		if dep.Path == modulePath {
			version = dep.Version
		}
	}
	if version == "" || version == "(devel)" {
		return "devel"
	}
	return strings.TrimPrefix(version, "v")
}

func userAgent(application string) string {
	agent := "actionctl/" + Version() + " go/" + strings.TrimPrefix(goruntime.Version(), "go") + " os/" + goruntime.GOOS
	if application != "" {
		agent += " " + cleanAgent(application)
	}
	return agent
}

// cleanAgent keeps what a User-Agent may hold.
func cleanAgent(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '/' || strings.ContainsRune("_.+-", r) || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return r
		}
		return '-'
	}, s)
}
