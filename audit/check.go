package audit

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
)

// probe is more than a record takes.
const probe = 4096

// Check is for readiness: it is nil when records can be written. After a write that
// failed it tries the disk with a file of its own beside the path, so that a server from
// which calls are kept away for that reason comes back.
func (f *File) Check() error {
	failed := f.Err()
	if failed == nil {
		return nil
	}
	if err := f.tryDisk(); err != nil {
		return errors.Join(failed, f.told(err))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.err = nil
	return nil
}

func (f *File) tryDisk() error {
	var err error
	f.log.Alone(func() {
		if f.closed {
			err = errClosed
			return
		}
		if _, err = f.hold(); err == nil {
			err = f.drop()
		}
	})
	if err != nil {
		return err
	}
	trial, err := os.CreateTemp(filepath.Dir(f.path), "."+filepath.Base(f.path)+".*")
	if err != nil {
		return err
	}
	_, err = trial.Write(bytes.Repeat([]byte(" "), probe))
	if err == nil {
		err = f.sync(trial)
	}
	return errors.Join(err, trial.Close(), os.Remove(trial.Name()))
}
