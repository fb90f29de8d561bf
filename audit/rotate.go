package audit

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/actionctl/connector/internal/diskfile"
)

// room puts the locked file aside when it would grow too large, and returns the size of
// the one that is locked then. A file that cannot be put aside grows on: a record is
// worth more than a limit.
func (f *File) room(size, more int64) (int64, error) {
	for f.o.MaxBytes > 0 && size > 0 && size+more > f.o.MaxBytes {
		if err := f.sync(f.file); err != nil {
			return 0, errors.Join(err, f.drop())
		}
		moved := f.putAside()
		var err error
		if size, err = f.hold(); err != nil || !moved {
			return size, err
		}
		f.removeOld()
	}
	return size, nil
}

// putAside gives the locked file the next number and closes it. A number is never given
// twice, and a file keeps its own: readers can go by it.
func (f *File) putAside() bool {
	aside, err := asideOf(f.path)
	if err != nil {
		return false
	}
	number := 1
	if len(aside) > 0 {
		number = aside[len(aside)-1].number + 1
	}
	if number > maxNumber || diskfile.MoveOpen(f.file, fmt.Sprintf("%s.%06d", f.path, number)) != nil {
		if _, err := f.file.Stat(); err != nil { // it was closed, and could not be moved
			f.file = nil
		}
		return false
	}
	f.file = nil
	return true
}

// removeOld removes the files that are too many; what cannot be removed now is the next
// time.
func (f *File) removeOld() {
	aside, err := asideOf(f.path)
	if err != nil || f.o.Keep <= 0 {
		return
	}
	for len(aside) > f.o.Keep {
		_ = os.Remove(aside[0].path)
		aside = aside[1:]
	}
}

// The numbers of files have so many digits. What has more or fewer is not ours.
const (
	leastDigits = 6
	mostDigits  = 9
	maxNumber   = 999_999_999
)

// aside is a file that was put aside.
type aside struct {
	path   string
	number int
}

// asideOf finds the files that were put aside from a path, the oldest first.
func asideOf(path string) ([]aside, error) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	var found []aside
	for _, e := range entries {
		digits, ok := strings.CutPrefix(e.Name(), filepath.Base(path)+".")
		number, err := strconv.ParseUint(digits, 10, 31)
		if ok && err == nil && len(digits) >= leastDigits && len(digits) <= mostDigits {
			found = append(found, aside{filepath.Join(filepath.Dir(path), e.Name()), int(number)})
		}
	}
	slices.SortFunc(found, func(a, b aside) int { return a.number - b.number })
	return found, nil
}
