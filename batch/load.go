package batch

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/actionctl/connector/internal/diskfile"
)

// maxHeader is more than the first line of any version takes.
const maxHeader = 256

// load reads the file and cuts off what was not written to its end.
func (j *Journal) load() error {
	r := bufio.NewReaderSize(j.log.file, 1<<20)
	first := frame(begins, []byte(header))
	start, err := r.Peek(maxHeader)
	switch {
	case errors.Is(err, io.EOF) && bytes.HasPrefix(first, bytes.TrimRight(start, "\x00")): // new, or broken off when it was
		return j.begin(first)
	case err != nil && !errors.Is(err, io.EOF):
		return err
	case !bytes.HasPrefix(start, first):
		return foreign(start)
	}
	at := int64(len(first))
	if _, err := r.Discard(len(first)); err != nil {
		return err
	}
	for number := 2; ; number++ {
		line, err := wholeLine(r)
		if errors.Is(err, io.EOF) {
			return j.cut(at)
		}
		if err != nil {
			return err
		}
		_, record, err := unframe(bytes.TrimSuffix(line, []byte("\n")))
		var id string
		if err == nil {
			id, err = idOf(record)
		}
		if err != nil {
			return j.damaged(r, line, at, number)
		}
		j.ids[hashOf(id)] = place{at: at}
		at += int64(len(line))
	}
}

// damaged decides about a line that is not what was written. When the power fails, a
// system may have put the end of a write on the disk and not its beginning: then there
// are zeros in the last write, which nobody relied on, and it goes. All else is refused.
func (j *Journal) damaged(r *bufio.Reader, line []byte, at int64, number int) error {
	hole := bytes.IndexByte(line, 0) >= 0 // a record has no zeros
	for {
		line, err := wholeLine(r)
		if errors.Is(err, io.EOF) && hole {
			return j.cut(at)
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if mark, _, bad := unframe(bytes.TrimSuffix(line, []byte("\n"))); err != nil || bad == nil && mark == begins {
			return fmt.Errorf("line %d: %w; restore the file, or begin a new one once you know which calls were done", number, errDamaged)
		}
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
func foreign(start []byte) error {
	line, _, _ := bytes.Cut(start, []byte("\n"))
	if _, record, err := unframe(line); err == nil && bytes.HasPrefix(record, []byte(`{"journal":"actionctl batch"`)) {
		return errors.New("it is of another version of actionctl")
	}
	return errors.New("the file is no journal; name another")
}

// begin writes the first line, and makes sure that the file itself will be found
// again.
func (j *Journal) begin(first []byte) error {
	if err := j.log.file.Truncate(0); err != nil {
		return err
	}
	if err := j.log.write(first); err != nil {
		return err
	}
	return diskfile.SyncFolder(filepath.Dir(j.name))
}

// cut takes away what follows the last whole line. What stays may have been written by
// a process that was killed before it could flush it.
func (j *Journal) cut(at int64) error {
	j.log.size = at
	return errors.Join(j.log.file.Truncate(at), j.log.file.Sync())
}
