package objects

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// The actions of the Files API that a Volume uses.
const (
	makeFolder = "put_api_2_0_fs_directoriesby_directory_path"
	upload     = "put_api_2_0_fs_filesby_file_path"
	download   = "get_api_2_0_fs_filesby_file_path"
)

// Volume keeps objects as files of a Unity Catalog volume: every worker that has the
// connection reads them, and so do notebooks and jobs of the workspace. The connection's
// policy must allow to write files; its audit has every upload and download.
//
// What is stored passes through a temporary file of the machine, since an upload that is
// repeated begins anew.
type Volume struct {
	c          *connector.Connector
	connection string
	folder     string

	mu   sync.Mutex
	made bool // the folder is there
}

var _ Store = (*Volume)(nil)

// NewVolume makes a store of a folder of a volume, /Volumes/CATALOG/SCHEMA/VOLUME or
// deeper. Nothing is contacted; the folder is made with the first object.
func NewVolume(c *connector.Connector, connection, folder string) (*Volume, error) {
	segments := strings.Split(folder, "/")
	wrong := len(segments) < len([]string{"", "Volumes", "catalog", "schema", "volume"}) || segments[0] != "" || segments[1] != "Volumes"
	for _, s := range segments[1:] {
		wrong = wrong || s == "" || s == "." || s == ".."
	}
	if wrong {
		return nil, fmt.Errorf("objects: %q is no folder of a volume; give one such as /Volumes/main/default/actionctl", folder)
	}
	return &Volume{c: c, connection: connection, folder: folder}, nil
}

// root is the folder as the workspace writes it.
func (v *Volume) root() string { return "dbfs:" + v.folder }

// Put is that of Store.
func (v *Volume) Put(ctx context.Context, owner string, r io.Reader, typ string) (o contract.Object, err error) {
	f, err := os.CreateTemp("", "actionctl-object-*")
	if err != nil {
		return o, fmt.Errorf("objects: %w", err)
	}
	defer func() { err = errors.Join(err, os.Remove(f.Name())) }()
	m, err := spool(ctx, f, r)
	if err = errors.Join(err, f.Close()); err != nil {
		return o, fmt.Errorf("objects: not stored: %w", err)
	}
	if err = v.makeFolder(ctx); err != nil {
		return o, fmt.Errorf("objects: %s: %w", v.folder, err)
	}
	name := nameOf(owner, m.digest())
	_, err = v.run(ctx, upload, map[string]any{
		"file_path": v.folder + "/" + name, "overwrite": true,
		"data": func() (io.ReadCloser, error) { return os.Open(f.Name()) },
	})
	if err != nil {
		return o, fmt.Errorf("objects: %s: not stored: %w", v.folder, err)
	}
	return contract.Object{URI: v.root() + "/" + name, Size: m.size, SHA256: m.digest(), Type: typ}, nil
}

// makeFolder makes the folder, once for a Volume.
func (v *Volume) makeFolder(ctx context.Context) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.made {
		return nil
	}
	_, err := v.run(ctx, makeFolder, map[string]any{"directory_path": v.folder})
	v.made = err == nil
	return err
}

// Open is that of Store.
func (v *Volume) Open(ctx context.Context, o contract.Object, offset int64) (io.ReadCloser, error) {
	name, err := fileOf(o, v.root(), offset)
	if err != nil {
		return nil, err
	}
	params := map[string]any{"file_path": v.folder + "/" + name}
	if offset > 0 && offset == o.Size { // there is no such range
		return http.NoBody, nil
	}
	if offset > 0 {
		params["Range"] = fmt.Sprintf("bytes=%d-", offset)
	}
	res, err := v.run(ctx, download, params)
	if errors.Is(err, connector.ErrNotFound) {
		return nil, fmt.Errorf("%w: %s was removed, or is in another workspace: %w", ErrGone, o.URI, err)
	}
	if err != nil {
		return nil, fmt.Errorf("objects: %w", err)
	}
	if res.Stream == nil || offset > 0 && res.Status != http.StatusPartialContent {
		return nil, errors.Join(fmt.Errorf("objects: %s: the service sent no part from byte %d on but status %d", o.URI, offset, res.Status), res.Close())
	}
	return newChecked(res.Stream, o, offset), nil
}

func (v *Volume) run(ctx context.Context, action string, params map[string]any) (*connector.Result, error) {
	return v.c.RunAction(ctx, v.connection, action, params)
}
