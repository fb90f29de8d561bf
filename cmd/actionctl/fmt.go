package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/registry"
)

func (a *app) newFmt() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "fmt [DIR …]",
		Short: "Write descriptors in their canonical form",
		Long: `Rewrite the descriptors and type files below each DIR (default: the current folder) in
the one form that lint accepts, and DIR/index.tsv where there is one. Prints the names
of the files it changed.`,
		RunE: func(_ *cobra.Command, dirs []string) error {
			if len(dirs) == 0 {
				dirs = []string{"."}
			}
			changed := 0
			for _, dir := range dirs {
				n, err := a.format(dir, check)
				changed += n
				if err != nil {
					return err
				}
			}
			if check && changed > 0 {
				return errSilent
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "change nothing; exit with 1 if a file would change")
	return cmd
}

// format formats one folder and returns how many files changed. A file that cannot
// be read as a descriptor is reported and left alone, as is the index then.
func (a *app) format(dir string, check bool) (changed int, err error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return 0, err
	}
	if info, err := os.Stat(abs); err != nil || !info.IsDir() {
		return 0, usagef("%s is no folder", dir)
	}
	var faults error
	err = filepath.WalkDir(abs, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(file) != ".yaml" {
			if err == nil && d.IsDir() && strings.HasPrefix(d.Name(), ".") && file != abs {
				return fs.SkipDir
			}
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		want, err := registry.Canonical(filepath.ToSlash(file), text)
		if err != nil {
			faults = errors.Join(faults, err)
			return nil
		}
		n, err := a.update(file, text, want, check)
		changed += n
		return err
	})
	if err != nil || faults != nil {
		return changed, errors.Join(err, faults)
	}
	n, err := a.formatIndex(abs, check)
	return changed + n, err
}

func (a *app) formatIndex(dir string, check bool) (int, error) {
	file := filepath.Join(dir, registry.IndexFile)
	have, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	index, err := registry.BuildIndex(os.DirFS(dir))
	if err != nil {
		return 0, err
	}
	return a.update(file, have, []byte(index), check)
}

func (a *app) update(file string, have, want []byte, check bool) (int, error) {
	if string(have) == string(want) {
		return 0, nil
	}
	fmt.Fprintln(a.Out, file)
	if check {
		return 1, nil
	}
	return 1, os.WriteFile(file, want, 0o644) //nolint:gosec // descriptors are public
}
