package token

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/actionctl/connector/internal/diskfile"
)

// file is the content of a file of tokens.
type file struct {
	Tokens []stored `json:"tokens"`
}

// maxFile bounds the file, in bytes.
const maxFile = 16 << 20

// read reads a file strictly; without one there are no tokens. The file's state comes
// with an error too, so that the same file is not read again and again.
func read(path string) (file, fs.FileInfo, error) {
	if path == "" {
		return file{}, nil, errors.New("there is no place for tokens: neither HOME nor XDG_CONFIG_HOME is set; name a file")
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return file{}, nil, nil
	}
	if err != nil {
		return file{}, nil, err
	}
	defer func() { _ = f.Close() }() // only read from
	info, err := f.Stat()
	if err != nil {
		return file{}, nil, err
	}
	if access := diskfile.OthersMay(info.Mode()); access&0o066 != 0 && info.Mode().IsRegular() {
		return file{}, info, fmt.Errorf("%s: others may %s it, and it says who may call the gateway; only you may touch it: chmod 600 %s", path, verb(access), path)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = fmt.Errorf("%s: larger than %d MiB", path, maxFile>>20)
	}
	if err != nil {
		return file{}, info, err
	}
	list, err := parse(path, text)
	return list, info, err
}

func verb(access fs.FileMode) string {
	if access&0o022 != 0 {
		return "write"
	}
	return "read"
}

// write puts the file in the place of the one that there was.
func (l file) write(path string) error {
	slices.SortStableFunc(l.Tokens, func(a, b stored) int { return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID)) })
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(l); err != nil {
		return err
	}
	return diskfile.Replace(path, text.Bytes())
}

func (l file) byID() map[string]*stored {
	index := make(map[string]*stored, len(l.Tokens))
	for i := range l.Tokens {
		index[l.Tokens[i].ID] = &l.Tokens[i]
	}
	return index
}
