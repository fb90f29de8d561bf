package batch

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash/crc32"

	connector "github.com/actionctl/connector"
)

// header is the first record of a journal.
const header = `{"journal":"actionctl batch","version":1}`

// sumSize is the length of a checksum with the space behind it.
const sumSize = 9

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// frame is a record as a line of the file.
func frame(record []byte) []byte {
	line := make([]byte, 0, sumSize+len(record)+1)
	sum := crc32.Checksum(record, castagnoli)
	line = hex.AppendEncode(line, []byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
	line = append(line, ' ')
	line = append(line, record...)
	return append(line, '\n')
}

var errDamaged = errors.New("the line is not what was written")

// unframe is the record of a line without its end.
func unframe(line []byte) ([]byte, error) {
	if len(line) <= sumSize {
		return nil, errDamaged
	}
	record := line[sumSize:]
	if whole := frame(record); !bytes.Equal(whole[:len(whole)-1], line) {
		return nil, errDamaged
	}
	return record, nil
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
