//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package world

import (
	"os"
	"syscall"
)

// lock waits until no other process holds the lock file. Its own end frees it too.
// The file stays: removing it would let two processes lock different files.
func lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		_ = f.Close() // the lock's error tells
		return nil, err
	}
	return func() { _ = f.Close() }, nil
}
