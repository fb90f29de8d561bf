//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package diskfile

import (
	"errors"
	"os"
)

var errNoLocks = errors.New("this system has no file locks, which keep two programs from spoiling one file")

// OpenLocked refuses: there is nothing to lock with.
func OpenLocked(string) (*os.File, error) { return nil, errNoLocks }

// OpenShared refuses: there is nothing to lock with.
func OpenShared(string) (*os.File, error) { return nil, errNoLocks }

// Lock refuses.
func Lock(*os.File) error { return errNoLocks }

// Unlock does nothing.
func Unlock(*os.File) error { return nil }

// MoveOpen refuses.
func MoveOpen(*os.File, string) error { return errNoLocks }

// SyncFolder does nothing.
func SyncFolder(string) error { return nil }
