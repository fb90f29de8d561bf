//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package connection

import (
	"os"
	"syscall"
)

// lockFolder keeps other programs from changing connections.yaml between our reading
// and our writing it: one of the changes would be lost. The folder is what is locked,
// because the file is replaced. Where that does not work there is no lock: a change
// alone does not need one.
func lockFolder(folder string) (unlock func()) {
	_ = os.MkdirAll(folder, 0o700) // writing says what is wrong
	f, err := os.Open(folder)
	if err != nil {
		return func() {}
	}
	_ = syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
	return func() { _ = f.Close() } // and with it the lock
}
