// Package diskfile keeps files on a disk that several programs use: locked by one, or
// replaced whole.
package diskfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Replace writes a file that only its owner may read, all of it or nothing: a new file
// beside it takes its place when it is whole. Folders that there are not are made. A
// link stays one, and what it leads to is replaced.
func Replace(path string, text []byte) (err error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no file that could be written anew", path) // a device would be lost
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, "."+filepath.Base(path)+".*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), path); err == nil {
		_ = SyncFolder(folder) // what was revoked stays so when the machine crashes; where that fails, it is replaced all the same
	}
	return err
}
