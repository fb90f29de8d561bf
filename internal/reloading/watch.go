// Package reloading reads connections again when their files change, for programs that
// run long.
package reloading

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/actionctl/connector/connection"
)

// Pause is a good time between two looks at the files.
const Pause = 2 * time.Second

// Watch is what to look at, and when.
type Watch struct {
	Files  []connection.File
	Reload func() (changed []string, err error) // that of a connector, and what follows from it
	Again  <-chan os.Signal                     // somebody asks
	Looks  <-chan time.Time
	Logs   *slog.Logger
}

// Run reads the connections again and again until ctx ends, and at once when somebody
// asks. A file that has just changed may be half written, so it is read once a further
// look finds it as it was. Told is what changed, and what is new about what is wrong.
func (w Watch) Run(ctx context.Context) {
	seen, told := stamps(w.Files), ""
	for {
		asked := false
		select {
		case <-ctx.Done():
			return
		case <-w.Again:
			asked = true
		case <-w.Looks:
		}
		last := seen
		if seen = stamps(w.Files); seen != last && !asked {
			continue
		}
		changed, err := w.Reload()
		if asked && err == nil || len(changed) > 0 {
			w.Logs.Info("connections were read again", "changed", changed)
		}
		if err == nil {
			told = ""
			continue
		}
		if asked || err.Error() != told {
			w.Logs.Error("connections cannot be read again; those from before still hold", "error", err)
		}
		told = err.Error()
	}
}

// stamps tell versions of files apart.
func stamps(files []connection.File) string {
	var b strings.Builder
	for _, f := range files {
		if info, err := os.Stat(f.Path); err == nil {
			fmt.Fprintln(&b, f.Path, info.ModTime().UnixNano(), info.Size())
		}
	}
	return b.String()
}
