package world

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// load locks the file and reads what other processes have written. The lock is held
// until unlock is called.
func (w *World) load() (unlock func(), err error) {
	unlock, err = lock(w.file.path + ".lock")
	if err != nil {
		return nil, fmt.Errorf("sandbox state: %w", err)
	}
	if err := w.read(); err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

// read brings the world up to the file.
func (w *World) read() error {
	f, err := os.Open(w.file.path)
	if errors.Is(err, fs.ErrNotExist) {
		return w.beginAnew()
	}
	if err != nil {
		return fmt.Errorf("sandbox state: %w", err)
	}
	defer func() { _ = f.Close() }() // only read from
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("sandbox state: %w", err)
	}
	if w.file.known(f, info) {
		if info.Size() == w.file.size {
			return nil
		}
		if err := w.readOn(f, info); err == nil {
			return nil
		}
	}
	text, err := io.ReadAll(io.NewSectionReader(f, 0, info.Size()))
	if err != nil {
		return fmt.Errorf("sandbox state: %w", err)
	}
	s, err := w.file.decodeState(text)
	if err != nil {
		return err
	}
	w.state, w.file.when = s, info.ModTime()
	w.log.forget()
	return nil
}

// readOn reads what is behind the part of the file that the world knows.
func (w *World) readOn(f *os.File, info fs.FileInfo) error {
	text, err := io.ReadAll(io.NewSectionReader(f, w.file.size, info.Size()-w.file.size))
	if err != nil {
		return err
	}
	n, err := w.file.replay(&w.state, text, 0)
	if err != nil {
		return err
	}
	w.file.size, w.file.when = w.file.size+n, info.ModTime()
	return nil
}

// beginAnew is what happens where there is no file: there never was one, or somebody
// removed it.
func (w *World) beginAnew() error {
	if w.file.head != nil {
		w.state, w.file.head = newState(), nil
		w.log.forget()
	}
	if _, err := os.Stat(filepath.Dir(w.file.path)); err != nil {
		return fmt.Errorf("sandbox state: %w", err)
	}
	return nil
}

// save puts what has changed into the file. After an error the world is read anew,
// so that it holds nothing that the file does not.
func (w *World) save() error {
	var err error
	if w.file.outgrown() {
		w.Mark = rand.Text()
		var text []byte
		if text, err = json.Marshal(w.state); err == nil {
			err = w.file.replace(append(text, '\n'))
		}
	} else {
		var line []byte
		if line, err = json.Marshal(w.log.of(w.state)); err == nil {
			err = w.file.add(append(line, '\n'))
		}
	}
	w.log.forget()
	if err != nil {
		w.file.head = nil
		w.state = newState()
		return fmt.Errorf("sandbox state: %w", err)
	}
	return nil
}
