package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/actionctl/connector/connection"
)

// watchPause is between two looks at the files of the connections.
const watchPause = 2 * time.Second

// hangups are the requests to read the connections again, until they are released.
func hangups() (again <-chan os.Signal, release func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP)
	return signals, func() { signal.Stop(signals) }
}

// watch reads the connections again and again, and at once when somebody asks. A file
// that has just changed may be half written, so it is read once a further look finds it
// as it was. Told is what changed, and what is new about what is wrong.
func (a *app) watch(ctx context.Context, again <-chan os.Signal, looks <-chan time.Time, logs *slog.Logger) {
	files := a.store().Files()
	seen, told := stamps(files), ""
	for {
		asked := false
		select {
		case <-ctx.Done():
			return
		case <-again:
			asked = true
		case <-looks:
		}
		last := seen
		if seen = stamps(files); seen != last && !asked {
			continue
		}
		changed, err := a.opened.ReloadConnections()
		if asked && err == nil || len(changed) > 0 {
			logs.Info("connections were read again", "changed", changed)
		}
		if err == nil {
			told = ""
			continue
		}
		if asked || err.Error() != told {
			logs.Error("connections cannot be read again; those from before still hold", "error", err)
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
