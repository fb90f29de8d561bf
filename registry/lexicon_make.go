package registry

import (
	"math"
	"slices"
	"strings"
)

// Sizes that the built-in actions stay below; more costs time, no more.
const (
	usualWords   = 1024
	usualNumbers = 48 // of an action, in all its texts
)

// makeLexicon reads the lines of an index, no file.
func makeLexicon(lines []string) *lexicon {
	m := lexiconMaker{known: make(map[string]uint16, usualWords)}
	m.lines, m.words, m.numbers = lines, make([]string, 0, usualWords), make([]uint16, 0, len(lines)*usualNumbers)
	for _, line := range lines {
		m.add(parseLine(line))
	}
	return &m.lexicon
}

type lexiconMaker struct {
	lexicon
	known map[string]uint16 // the place of a word among the words, also as it was written
	lexed                   // the action that is added; its lists are used again
}

func (m *lexiconMaker) add(e Entry) {
	m.deprecated, m.length = e.Has("deprecated"), pathWords(e.Path)
	m.summary, m.places, m.path = m.summary[:0], m.places[:0], m.path[:0]
	place := uint16(0)
	for word := range wordsOf(e.Summary) {
		m.summary, m.places = append(m.summary, m.number(word)), append(m.places, place)
		if place < latest && !fillers[word] {
			place++
		}
	}
	m.others = m.others[:0]
	for _, text := range []string{e.Name, e.Path, e.Service} {
		for word := range wordsOf(text) {
			if n := m.number(word); !slices.Contains(m.others, n) {
				m.others = append(m.others, n)
			}
		}
	}
	m.thing = m.list(m.thing[:0], lastSegment(e.Path))
	for segment := range strings.SplitSeq(e.Path, "/") {
		if !strings.ContainsAny(segment, "{.") && segment != "api" {
			m.path = m.list(m.path, segment)
		}
	}
	for _, list := range []*[]uint16{&m.summary, &m.places, &m.others, &m.thing, &m.path} {
		*list = (*list)[:min(len(*list), math.MaxUint16)]
	}
	m.append(&m.lexed)
}

// list adds the words of a text to a list.
func (m *lexiconMaker) list(to []uint16, text string) []uint16 {
	for word := range wordsOf(text) {
		to = append(to, m.number(word))
	}
	return to
}

// number is the place of a word among the words there are. Those for which there is no
// number left have one together, and are never found.
func (m *lexiconMaker) number(written string) uint16 {
	if n, ok := m.known[written]; ok {
		return n
	}
	word := singular(strings.ToLower(written))
	n, ok := m.known[word]
	if !ok {
		n = short(len(m.words))
		switch {
		case n < math.MaxUint16:
			m.words = append(m.words, word)
		case len(m.words) == math.MaxUint16:
			m.words = append(m.words, noNumber)
		}
		m.known[word] = n
	}
	m.known[written] = n
	return n
}

// noNumber is like no word of a query.
const noNumber = "-"

func short(n int) uint16 {
	return uint16(min(n, math.MaxUint16)) //nolint:gosec // it fits
}
