package audit

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"
)

// told says which file an error is about.
func told(path string, err error) error {
	if err == nil {
		return nil
	}
	var p *os.PathError
	if errors.As(err, &p) {
		err = p.Err // the path stands before it
	}
	return fmt.Errorf("audit file %s: %w", shown(path), err)
}

// shown is a path as it may stand in a message: in quotes where it is no plain text.
func shown(path string) string {
	if !utf8.ValidString(path) || strings.ContainsFunc(path, func(r rune) bool { return !strconv.IsPrint(r) }) {
		return strconv.Quote(path)
	}
	return path
}
