//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package diskfile

import (
	"os"
	"syscall"
)

// LockFolder keeps other programs from changing a file of the folder between our
// reading and our replacing it: one of the changes would be lost. It waits for its turn.
// The folder is what is locked, because the file is replaced. Where that does not work
// there is no lock: a change alone does not need one.
func LockFolder(folder string) (unlock func()) {
	_ = os.MkdirAll(folder, 0o700) // writing says what is wrong
	f, err := os.Open(folder)
	if err != nil {
		return func() {}
	}
	_ = syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
	return func() { _ = f.Close() } // and with it the lock
}
