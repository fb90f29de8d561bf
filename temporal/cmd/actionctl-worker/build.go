package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	connector "github.com/actionctl/connector"
)

// released is the version of a release, by the linker: that of the whole repository.
var released string

// version is that of this program, "devel" where nobody gave it one.
func version() string {
	if released != "" {
		return released
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return strings.TrimPrefix(info.Main.Version, "v")
}

func describeBuild() string {
	return fmt.Sprintf("actionctl-worker %s %s %s/%s, %d actions", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, connector.Builtin().Len())
}
