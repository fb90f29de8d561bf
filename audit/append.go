package audit

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/actionctl/connector/internal/diskfile"
)

// write puts whole lines at the end of the file, while no other program does.
func (f *File) write(lines []byte, durable bool) error {
	err := f.told(f.append(lines, durable))
	f.mu.Lock()
	defer f.mu.Unlock()
	f.err = err
	return err
}

func (f *File) append(lines []byte, durable bool) error {
	if f.closed {
		return errClosed
	}
	size, err := f.hold()
	if err != nil {
		return err
	}
	if size, err = f.room(size, int64(len(lines))); err != nil {
		return err
	}
	err = f.add(lines, size, durable)
	if diskfile.Unlock(f.file) != nil {
		return errors.Join(err, f.drop()) // which lets go of it for sure
	}
	return err
}

// maxMoves is how often the file may be moved away while it is being locked.
const maxMoves = 1000

// hold locks the file that has the name now, whoever moved or removed the one before,
// and returns its size.
func (f *File) hold() (size int64, err error) {
	for range maxMoves {
		if f.file == nil {
			if err := f.open(); err != nil {
				return 0, errors.Join(err, f.drop())
			}
		}
		if err := diskfile.Lock(f.file); err != nil {
			return 0, errors.Join(err, f.drop())
		}
		own, err := f.file.Stat()
		if err != nil {
			return 0, errors.Join(err, f.drop())
		}
		named, err := os.Stat(f.path)
		if err == nil && os.SameFile(own, named) {
			return own.Size(), nil
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return 0, errors.Join(err, f.drop())
		}
		if err := f.drop(); err != nil {
			return 0, err
		}
	}
	return 0, errors.New("another program keeps moving it away")
}

// add writes lines at the end of the locked file, which is size bytes long. What is not
// written whole is taken away again.
func (f *File) add(lines []byte, size int64, durable bool) error {
	if size != f.left { // others wrote, and may have been cut off
		cut, err := f.isCut(size)
		if err != nil {
			return err
		}
		if cut {
			lines = append([]byte("\n"), lines...)
		}
	}
	if _, err := f.file.Seek(0, io.SeekEnd); err != nil { // where the system does not append by itself
		return err
	}
	_, err := f.file.Write(lines)
	if err == nil && durable {
		err = f.flush()
	}
	if err != nil {
		f.left = -1
		return errors.Join(err, f.file.Truncate(size))
	}
	f.left = size + int64(len(lines))
	return nil
}

// isCut tells whether the last line of the file has no end.
func (f *File) isCut(size int64) (bool, error) {
	if size == 0 {
		return false, nil
	}
	var last [1]byte
	if _, err := f.file.ReadAt(last[:], size-1); err != nil {
		return false, err
	}
	return last[0] != '\n', nil
}

// flush makes what is in the file durable, and that it is there.
func (f *File) flush() error {
	if err := f.sync(f.file); err != nil {
		return err
	}
	if !f.named {
		if err := diskfile.SyncFolder(filepath.Dir(f.path)); err != nil {
			return err
		}
		f.named = true
	}
	return nil
}
