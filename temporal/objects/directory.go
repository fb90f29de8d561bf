package objects

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/actionctl/connector/internal/diskfile"
	"github.com/actionctl/connector/temporal/contract"
)

// Directory keeps objects as files of a folder. Several workers share it when they all
// have it under the same path. Its files are for their owner alone.
type Directory struct {
	path string
	root string // the path as a URI
}

var _ Store = (*Directory)(nil)

// NewDirectory makes a store of a folder, and the folder where there is none.
func NewDirectory(path string) (*Directory, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("objects: %w", err)
	}
	root := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	return &Directory{path: path, root: root.String()}, nil
}

// beginning names files that are not whole yet.
const beginning = ".new-"

// Put is that of Store. A file has its name only when it is on the disk, whole. What a
// process that was killed leaves begins with .new- and may be removed by its age, as
// objects are.
func (d *Directory) Put(ctx context.Context, owner string, r io.Reader, typ string) (o contract.Object, err error) {
	root, err := os.OpenRoot(d.path)
	if err != nil {
		return o, fmt.Errorf("objects: %w", err)
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	temporary := beginning + rand.Text()
	f, err := root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return o, fmt.Errorf("objects: %w", err)
	}
	m, err := spool(ctx, f, r)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return o, errors.Join(fmt.Errorf("objects: %s: not stored: %w", d.path, err), root.Remove(temporary))
	}
	name := nameOf(owner, m.digest())
	if err = root.Rename(temporary, name); err != nil {
		return o, errors.Join(fmt.Errorf("objects: %w", err), root.Remove(temporary))
	}
	if err = diskfile.SyncFolder(d.path); err != nil {
		return o, fmt.Errorf("objects: %w", err)
	}
	return contract.Object{URI: d.root + "/" + name, Size: m.size, SHA256: m.digest(), Type: typ}, nil
}

// Open is that of Store. A link or a device is no object, wherever it leads.
func (d *Directory) Open(_ context.Context, o contract.Object, offset int64) (io.ReadCloser, error) {
	name, err := fileOf(o, d.root, offset)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(d.path)
	if err != nil {
		return nil, fmt.Errorf("objects: %w", err)
	}
	f, err := openPlain(root, name)
	if err = errors.Join(err, root.Close()); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s was removed, or is in the folder of another worker: all workers need the same one", ErrGone, o.URI)
	}
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(offset, io.SeekStart); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return newChecked(f, o, offset), nil
}

// openPlain opens a file that is one.
func openPlain(root *os.Root, name string) (*os.File, error) {
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %s is no plain file", ErrForeign, name)
	}
	return root.Open(name)
}
