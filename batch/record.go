package batch

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash/crc32"
	"sync"

	connector "github.com/actionctl/connector"
)

// header is the first record of a journal.
const header = `{"journal":"actionctl batch","version":1}`

// sumSize is the length of a checksum, headSize that with the mark behind it.
const (
	sumSize  = 8
	headSize = sumSize + 1
)

// Marks tell which lines went to the disk together: a write begins only when the one
// before it is on the disk.
const (
	begins = ' ' // the line is the first of a write
	joins  = '+' // it went with the line before it
)

var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

// frame is a record as a line of the file. The checksum is of all that follows it.
func frame(mark byte, record []byte) []byte {
	line := make([]byte, sumSize, headSize+len(record)+1)
	line = append(line, mark)
	line = append(line, record...)
	sum := crc32.Checksum(line[sumSize:], castagnoli())
	hex.Encode(line, binary.BigEndian.AppendUint32(nil, sum))
	return append(line, '\n')
}

var errDamaged = errors.New("the line is not what was written")

// unframe is the record of a line without its end.
func unframe(line []byte) (mark byte, record []byte, err error) {
	if len(line) <= headSize {
		return 0, nil, errDamaged
	}
	mark, record = line[sumSize], line[headSize:]
	if whole := frame(mark, record); mark != begins && mark != joins || !bytes.Equal(whole[:len(whole)-1], line) {
		return 0, nil, errDamaged
	}
	return mark, record, nil
}

const idStart = `{"id":"`

// idOf reads the id of a record, which stands first: a journal is read faster than
// JSON is decoded.
func idOf(record []byte) (string, error) {
	rest, ok := bytes.CutPrefix(record, []byte(idStart))
	if !ok {
		return "", errDamaged
	}
	if end := bytes.IndexAny(rest, `"\`); end >= 0 && rest[end] == '"' {
		return string(rest[:end]), nil
	}
	var r connector.JournalRecord
	if err := json.Unmarshal(record, &r); err != nil {
		return "", errDamaged
	}
	return r.ID, nil
}
