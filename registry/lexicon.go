package registry

import (
	"iter"
	"strings"
)

// lexicon is the words of a registry's actions: each different word once, so that it is
// held against a query once, and which actions have it.
type lexicon struct {
	words   []string // lower case, singular
	entries []lexed
}

// lexed is an action as the words of its texts.
type lexed struct {
	Entry
	summary []placed
	others  []int // of name, path and service
	thing   []int // of what ends the path
	path    []int // of the path, without an API, its version and names in braces
	length  int   // of the path in words
}

// placed is a word of a summary, and how many stand before it, fillers aside.
type placed struct{ word, place int }

// Sizes that the built-in actions stay below; more costs time, no more.
const (
	usualWords   = 1024
	usualNumbers = 32 // of an action, in all its texts
)

// makeLexicon reads the index, no file.
func makeLexicon(r Registry) *lexicon {
	n := r.Len()
	m := lexiconMaker{
		known: make(map[string]int, usualWords), numbers: make([]int, 0, n*usualNumbers), summaries: make([]placed, 0, n*usualNumbers/2),
	}
	m.words, m.entries = make([]string, 0, usualWords), make([]lexed, 0, n)
	for e := range r.All() {
		m.entries = append(m.entries, m.lex(e))
	}
	return &m.lexicon
}

// lexiconMaker makes a lexicon. What it keeps of all actions stands in a few long lists:
// short ones of their own would take longer than a search.
type lexiconMaker struct {
	lexicon
	known     map[string]int // the place of a word among the words, also as it was written
	numbers   []int
	summaries []placed
}

func (m *lexiconMaker) lex(e Entry) lexed {
	out := lexed{Entry: e, length: pathWords(e.Path)}
	from, place := len(m.summaries), 0
	for word := range wordsOf(e.Summary) {
		m.summaries = append(m.summaries, placed{m.number(word), place})
		if place < latest && !fillers[word] {
			place++
		}
	}
	out.summary = m.summaries[from:]
	out.others = m.list(e.Name, e.Path, e.Service)
	out.thing = m.list(lastSegment(e.Path))
	before := len(m.numbers)
	for segment := range strings.SplitSeq(e.Path, "/") {
		if !strings.ContainsAny(segment, "{.") && segment != "api" {
			m.list(segment)
		}
	}
	out.path = m.numbers[before:]
	return out
}

// list numbers the words of texts.
func (m *lexiconMaker) list(texts ...string) []int {
	from := len(m.numbers)
	for _, text := range texts {
		for word := range wordsOf(text) {
			m.numbers = append(m.numbers, m.number(word))
		}
	}
	return m.numbers[from:]
}

// number is the place of a word among the words there are.
func (m *lexiconMaker) number(written string) int {
	if n, ok := m.known[written]; ok {
		return n
	}
	word := singular(strings.ToLower(written))
	n, ok := m.known[word]
	if !ok {
		n = len(m.words)
		m.known[word] = n
		m.words = append(m.words, word)
	}
	m.known[written] = n
	return n
}

// wordsOf yields the words of a text: letters and digits of ASCII.
func wordsOf(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := 0
		for i := range len(text) + 1 {
			if i < len(text) && !notWordByte(rune(text[i])) {
				continue
			}
			if i > start && !yield(text[start:i]) {
				return
			}
			start = i + 1
		}
	}
}
