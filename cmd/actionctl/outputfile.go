package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// checkOutputFile finds out before anything is sent whether the answer could be
// written: an action that was done and whose answer is lost is worse than none.
func checkOutputFile(name string) error {
	if name == "" || name == "-" {
		return nil
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return usagef("--output-file: %s is a folder; name a file in it", name)
	case err == nil && !info.Mode().IsRegular():
		return nil
	case err == nil: // a new file would take the place even of one that is read-only
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return usagef("--output-file: %w", err)
		}
		_ = f.Close() // nothing was written
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return usagef("--output-file: a file cannot be made in %s: %w", filepath.Dir(name), bareError(err))
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// bareError takes off the path, which is that of a passing file.
func bareError(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// writeFile writes a new file beside name and puts it in name's place when it is
// whole: an answer that breaks off, or an interrupt, leaves what was there before.
// What is no file, such as a pipe or /dev/null, is written to as it is, and of a
// symbolic link the file it leads to.
func writeFile(name string, write func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		return writeInPlace(name, write)
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Close())
	if err == nil && info != nil {
		err = os.Chmod(f.Name(), info.Mode().Perm())
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func writeInPlace(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
