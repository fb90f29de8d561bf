package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// problems are all that is wrong with a line.
type problems []string

func (p *problems) add(err error) {
	if err != nil {
		*p = append(*p, err.Error())
	}
}

// about reports whether a problem is about a word.
func (p problems) about(word string) bool {
	for _, problem := range p {
		if strings.HasPrefix(problem, word+" ") {
			return true
		}
	}
	return false
}

func (p problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return errors.New(strings.Join(p, "; "))
}

func notJSON(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the line is not JSON: it ends too early")
	}
	return fmt.Errorf("the line is not JSON: %w", err)
}

// shown is a word as a message shows it.
func shown(word string) string {
	const most = 40
	if len(word) > most {
		word = word[:most] + "…"
	}
	return strconv.Quote(strings.ToValidUTF8(word, "…"))
}

func kindOf(token json.Token) string {
	switch token.(type) {
	case json.Delim:
		return "an array"
	case string:
		return "a string"
	case nil:
		return "null"
	case bool:
		return "a boolean"
	}
	return "a number"
}
