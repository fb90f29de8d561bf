package batch

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// ErrJournalInUse says that another batch has the journal open.
var ErrJournalInUse = errors.New("another batch is using it")

// OpenJournal opens the journal in a file and makes the file, for its owner only, when
// there is none. No other process can open it until Close. A file that is no journal,
// or one that was changed, is refused and left as it is.
func OpenJournal(name string) (*Journal, error) {
	j, err := openJournal(name)
	if err != nil {
		return nil, fmt.Errorf("journal %s: %w", name, bare(err))
	}
	return j, nil
}

func openJournal(name string) (*Journal, error) {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, errors.New("it is no regular file")
	}
	f, err := openLocked(name)
	if err != nil {
		return nil, err
	}
	j := &Journal{name: name, log: &log{file: f, sync: f.Sync}, ids: map[[16]byte]place{}}
	if err := j.load(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return j, nil
}

// load reads the file and cuts off what was not written to its end.
func (j *Journal) load() error {
	r := bufio.NewReaderSize(j.log.file, 1<<20)
	first := string(frame([]byte(header)))
	line, err := r.ReadString('\n')
	switch {
	case errors.Is(err, io.EOF) && strings.HasPrefix(first, line): // new, or broken off when it was
		return j.begin(first)
	case err != nil && !errors.Is(err, io.EOF):
		return err
	case line != first:
		return j.foreign(line)
	}
	at := int64(len(line))
	for number := 2; ; number++ {
		line, err := wholeLine(r)
		if errors.Is(err, io.EOF) {
			return j.cut(at)
		}
		if err != nil {
			return err
		}
		record, err := unframe(bytes.TrimSuffix(line, []byte("\n")))
		var id string
		if err == nil {
			id, err = idOf(record)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w; restore the file, or begin a new one once you know which calls were done", number, err)
		}
		j.ids[hashOf(id)] = place{at: at}
		at += int64(len(line))
	}
}

// wholeLine is the next line with its end; io.EOF when there is no further whole one.
// It is overwritten by the next, unless it is longer than the buffer.
func wholeLine(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, err
	}
	long := bytes.Clone(line)
	rest, err := r.ReadBytes('\n')
	return append(long, rest...), err
}

// foreign is the error of a file that begins with something else.
func (j *Journal) foreign(line string) error {
	if record, err := unframe([]byte(strings.TrimSuffix(line, "\n"))); err == nil && bytes.HasPrefix(record, []byte(`{"journal":"actionctl batch"`)) {
		return errors.New("it is of another version of actionctl")
	}
	return errors.New("the file is no journal; name another")
}

// begin writes the first line, and makes sure that the file itself will be found
// again.
func (j *Journal) begin(first string) error {
	if err := j.log.write([]byte(first)); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(j.name))
}

// cut takes away what follows the last whole line. What stays may have been written by
// a process that was killed before it could flush it.
func (j *Journal) cut(at int64) error {
	j.log.size = at
	return errors.Join(j.log.file.Truncate(at), j.log.file.Sync())
}
