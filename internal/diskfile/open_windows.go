package diskfile

import (
	"errors"
	"os"
	"syscall"
)

// sharingViolation is ERROR_SHARING_VIOLATION: somebody has the file open.
const sharingViolation = syscall.Errno(32)

// OpenLocked opens a file that nobody else can open for writing until it is closed.
func OpenLocked(name string) (*os.File, error) {
	path, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(path, syscall.GENERIC_READ|syscall.GENERIC_WRITE, syscall.FILE_SHARE_READ, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, sharingViolation) {
		return nil, ErrInUse
	}
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(h), name), nil
}

// OpenShared is OpenLocked: here only one program can have such a file.
func OpenShared(name string) (*os.File, error) { return OpenLocked(name) }

// Lock does nothing: whoever has the file has the lock.
func Lock(*os.File) error { return nil }

// Unlock does nothing; closing the file does.
func Unlock(*os.File) error { return nil }

// MoveOpen closes a file, since an open one keeps its name here, and gives it another.
func MoveOpen(f *os.File, to string) error {
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), to)
}

// SyncFolder does nothing: folders cannot be flushed here.
func SyncFolder(string) error { return nil }
