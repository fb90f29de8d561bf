package activities

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"github.com/actionctl/connector/temporal/contract"
)

// chunkOf is a piece as a workflow gets it: text where it is some, cut so that it stays
// text, and behind a line where lines are what the object has.
func chunkOf(r contract.Range, piece []byte, limit int) *contract.Chunk {
	more := r.Offset+int64(len(piece)) < r.Object.Size
	whole := piece
	if more {
		whole = whole[:textEnd(piece)]
	}
	if i := bytes.LastIndexByte(whole, '\n'); more && i >= 0 && r.Object.Type == typeLines {
		whole = whole[:i+1]
	}
	c := &contract.Chunk{}
	if text, err := json.Marshal(string(whole)); err == nil && utf8.Valid(whole) && len(text) <= limit && (len(whole) > 0 || len(piece) == 0) {
		c.Text = string(whole)
	} else {
		c.Data, whole = piece, piece
	}
	if next := r.Offset + int64(len(whole)); next < r.Object.Size {
		c.Next = next
	}
	return c
}

// textEnd is where the last character ends that is whole.
func textEnd(piece []byte) int {
	for back := 1; back <= min(utf8.UTFMax, len(piece)); back++ {
		at := len(piece) - back
		if utf8.RuneStart(piece[at]) {
			if utf8.FullRune(piece[at:]) {
				return len(piece)
			}
			return at
		}
	}
	return len(piece)
}
