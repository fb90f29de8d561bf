package registry

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
)

// LexiconFile is the name of the lexicon beside an index.
const LexiconFile = "lexicon.bin"

// checksumSize is that of the CRC-32 that a lexicon begins with, of its index and of
// the rest of it.
const checksumSize = 4

// BuildLexicon makes the lexicon of an index: what a search has to know of the words of
// its actions.
func BuildLexicon(index string) string {
	l := makeLexicon(linesOf(index))
	text := append(make([]byte, checksumSize), strings.Join(l.words, "\n")+"\n\n"...)
	for _, n := range l.numbers {
		text = binary.LittleEndian.AppendUint16(text, n)
	}
	binary.LittleEndian.PutUint32(text, lexiconSum(index, string(text[checksumSize:])))
	return string(text)
}

// readLexicon reads what BuildLexicon made; false when it is of another index, or broken.
func readLexicon(index, text string) (*lexicon, bool) {
	if len(text) < checksumSize {
		return nil, false
	}
	sum, rest := binary.LittleEndian.Uint32([]byte(text[:checksumSize])), text[checksumSize:]
	if sum != lexiconSum(index, rest) {
		return nil, false
	}
	words, numbers, ok := strings.Cut(rest, "\n\n")
	if !ok || len(numbers)%2 != 0 {
		return nil, false
	}
	l := &lexicon{lines: linesOf(index), numbers: make([]uint16, len(numbers)/2)}
	if words != "" {
		l.words = strings.Split(words, "\n")
	}
	for i := range l.numbers {
		l.numbers[i] = uint16(numbers[2*i]) | uint16(numbers[2*i+1])<<8
	}
	return l, true
}

// lexiconSum is the CRC-32 of texts, without a copy of them.
func lexiconSum(texts ...string) uint32 {
	sum, part := uint32(0), make([]byte, 4096)
	for _, text := range texts {
		for text != "" {
			n := copy(part, text)
			sum, text = crc32.Update(sum, crc32.IEEETable, part[:n]), text[n:]
		}
	}
	return sum
}

func linesOf(index string) []string {
	return slices.AppendSeq(make([]string, 0, strings.Count(index, "\n")), indexLines(index))
}
