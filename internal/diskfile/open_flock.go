//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package diskfile

import (
	"errors"
	"os"
	"syscall"
)

// OpenLocked opens a file, and makes it for its owner, that nobody else has open this
// way; else the error is ErrInUse. The lock ends with the file, also when the program is
// killed.
func OpenLocked(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = ErrInUse
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// OpenShared opens a file, and makes it for its owner, to which several programs append.
// Each of them locks it while it does. Windows lets only one have it: the error is
// ErrInUse for all others.
func OpenShared(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
}

// Lock waits until no other program holds the lock of a shared file.
func Lock(f *os.File) error { return flock(f, syscall.LOCK_EX) }

// Unlock lets others have a shared file. Closing it does too.
func Unlock(f *os.File) error { return flock(f, syscall.LOCK_UN) }

func flock(f *os.File, how int) error {
	for {
		if err := syscall.Flock(int(f.Fd()), how); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// MoveOpen gives a file that is locked here another name, and closes it.
func MoveOpen(f *os.File, to string) error {
	if err := os.Rename(f.Name(), to); err != nil {
		return err
	}
	return f.Close()
}

// SyncFolder makes the names of new files durable.
func SyncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil // a file system that keeps names by itself, such as some over the network
	}
	return errors.Join(err, d.Close())
}
