package gateway

import (
	"fmt"
	"runtime"
	"strings"
)

// thrownText is what a log may have of a panic: the text of errors of the Go runtime,
// of all else the type.
func thrownText(thrown any) string {
	if err, ok := thrown.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", thrown)
}

// ownStack names the functions that were running, without their arguments.
func ownStack() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	var b strings.Builder
	for {
		f, more := frames.Next()
		fmt.Fprintf(&b, "%s:%d\n", f.Function, f.Line)
		if !more {
			return b.String()
		}
	}
}
