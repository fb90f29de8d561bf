package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"github.com/actionctl/connector/internal/diskfile"
	"github.com/actionctl/connector/internal/grouplog"
)

// DefaultMaxBytes is how large a file grows when Options do not say.
const DefaultMaxBytes = 64 << 20

// Options say when a file is put aside. The zero value works.
type Options struct {
	// MaxBytes is how large the file grows before it is put aside under a number; 0 means
	// DefaultMaxBytes, a negative one that it grows for ever.
	MaxBytes int64
	// Keep is how many files that were put aside stay; 0 means all.
	Keep int
}

// File is a Writer of JSON lines. Several Files, also of several programs, may have the
// same path. It is safe for concurrent use.
type File struct {
	path string
	o    Options
	log  *grouplog.Log
	sync func(*os.File) error // tests let it fail

	// these belong to whom log lets write
	file   *os.File // nil when it has to be opened
	left   int64    // its size after the last write
	named  bool     // its name is durable
	closed bool

	mu  sync.Mutex
	err error // of the last write
}

var _ Writer = (*File)(nil)

// Open opens the file for records and makes it, for its owner only, when there is none.
func Open(path string, o Options) (*File, error) {
	f := &File{path: resolved(path), o: o, sync: (*os.File).Sync}
	if f.o.MaxBytes == 0 {
		f.o.MaxBytes = DefaultMaxBytes
	}
	f.log = grouplog.New(f.write)
	if err := errors.Join(f.open(), f.drop()); err != nil { // the first record opens it again
		return nil, f.told(err)
	}
	if absolute, err := filepath.Abs(f.path); err == nil { // the program may go to another folder
		f.path = absolute
	}
	return f, nil
}

// Write adds a record. With durable it returns when the record would survive a crash of
// the machine. An error means that the record is not in the file, and later ones are
// tried anew. It takes no notice of the context: it waits for a disk, not for a network.
func (f *File) Write(_ context.Context, r Record, durable bool) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r); err != nil {
		return f.told(err)
	}
	return f.log.Append(durable, func(lines []byte) []byte { return append(lines, line.Bytes()...) })
}

// Err is why the last write failed, nil when it did not.
func (f *File) Err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// Close flushes the file and closes it. The error is that of Err, or of the flush.
func (f *File) Close() error {
	var err error
	f.log.Alone(func() {
		if f.closed {
			return
		}
		f.closed = true
		if f.file != nil {
			err = f.told(f.sync(f.file))
		}
		err = errors.Join(err, f.drop())
	})
	return errors.Join(f.Err(), err)
}

// open gets the file of the path.
func (f *File) open() error {
	file, err := diskfile.OpenShared(f.path)
	if err != nil {
		return err
	}
	f.file, f.left, f.named = file, -1, false
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no regular file")
	}
	return err
}

// maxLinks is more than systems follow.
const maxLinks = 40

// resolved is the file behind links, which would be put aside in its place. There need
// not be one: another program may be putting it aside.
func resolved(path string) string {
	for range maxLinks {
		target, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = target
	}
	return path
}

// drop lets go of the file.
func (f *File) drop() error {
	if f.file == nil {
		return nil
	}
	file := f.file
	f.file = nil
	return file.Close()
}

var errClosed = errors.New("it is closed")

func (f *File) told(err error) error { return told(f.path, err) }
