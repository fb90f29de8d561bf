package reloading

import (
	"os"
	"os/signal"
	"syscall"
)

// Hangups are the requests to read the connections again, until they are released.
func Hangups() (again <-chan os.Signal, release func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP)
	return signals, func() { signal.Stop(signals) }
}
