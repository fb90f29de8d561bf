package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// copied is the name of the copy in the folder that is written.
const copied = "jsonschema"

// copyModule copies v5 whole, its licence with it, and makes the changes. What was there
// before goes away first.
func copyModule(from, to string) error {
	texts := make(map[string]string, len(changes))
	for _, c := range changes { // before anything is written
		text, err := os.ReadFile(filepath.Join(from, c.file))
		if err != nil {
			return err
		}
		if texts[c.file], err = c.apply(string(text)); err != nil {
			return err
		}
	}
	if err := removeCopy(to); err != nil {
		return err
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}
	for file, text := range texts {
		if err := os.WriteFile(filepath.Join(to, file), []byte(text), 0o644); err != nil { //nolint:gosec // public source
			return err
		}
	}
	return nil
}

// removeCopy removes a copy of an earlier run, and no folder of another kind.
func removeCopy(to string) error {
	_, err := os.Stat(to)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(to, changes[0].file))
	if err != nil || len(text) < len(notice) || string(text[:len(notice)]) != notice {
		return fmt.Errorf("%s is there and is no copy of an earlier run; name another folder, or remove it", to)
	}
	return os.RemoveAll(to)
}

// writeModFile writes the go.mod of root with the copy in the place of v5, and its
// go.sum. The place is relative to root: a program records it, and is to have the same
// bytes wherever it is built.
func writeModFile(root, folder string) error {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return fmt.Errorf("%w; run in the root of the module", err)
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return err
	}
	place, err := filepath.Rel(root, filepath.Join(folder, copied))
	if err != nil {
		return err
	}
	mod = fmt.Appendf(mod, "\nreplace %s => %q\n", modulePath, "./"+filepath.ToSlash(place))
	return errors.Join(
		os.WriteFile(filepath.Join(folder, "go.mod"), mod, 0o644), //nolint:gosec // public
		os.WriteFile(filepath.Join(folder, "go.sum"), sum, 0o644), //nolint:gosec // public
	)
}
