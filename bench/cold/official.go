package main

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// officialModule is the newest whose source the module proxy gives.
const officialModule = "github.com/databricks/cli@v1.10.0"

// official builds the official command line, or finds what an earlier run has built.
func (b builder) official() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	folder := filepath.Join(cache, "actionctl-bench", strings.ReplaceAll(officialModule, "/", "_"))
	program := filepath.Join(folder, "databricks")
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	fmt.Fprintln(os.Stderr, "cold: building", officialModule, "once; it takes minutes")
	archive, err := b.download()
	if err != nil {
		return "", err
	}
	source := filepath.Join(folder, "source")
	if err := unpack(archive, officialModule+"/", source); err != nil {
		return "", err
	}
	return program, errors.Join(b.build(source, program, "."), os.RemoveAll(source))
}

// download gives the archive of the module's source.
func (b builder) download() (string, error) {
	cmd := exec.CommandContext(b.ctx, "go", "mod", "download", "-json", officialModule)
	cmd.Dir = b.folder
	text, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go mod download %s: %w; without the network give its program with -official", officialModule, err)
	}
	var got struct{ Zip string }
	return got.Zip, json.Unmarshal(text, &got)
}

// unpack writes the files of an archive without the prefix that all of them have.
func unpack(archive, prefix, to string) error {
	z, err := zip.OpenReader(archive)
	if err != nil {
		return err
	}
	defer func() { _ = z.Close() }()
	for _, f := range z.File {
		name, ok := strings.CutPrefix(f.Name, prefix)
		if !ok || !filepath.IsLocal(name) {
			return fmt.Errorf("%s has the file %s, which does not belong to its module; delete it with go clean -modcache", archive, f.Name)
		}
		if err := unpackFile(f, filepath.Join(to, name)); err != nil {
			return err
		}
	}
	return nil
}

func unpackFile(f *zip.File, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	from, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, from)
	return errors.Join(err, out.Close())
}
