package registry

import (
	"slices"
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

// makeLexicon reads the index, no file.
func makeLexicon(r Registry) *lexicon {
	l := &lexicon{entries: make([]lexed, 0, r.Len())}
	known := map[string]int{}
	for e := range r.All() {
		l.entries = append(l.entries, l.lex(e, known))
	}
	return l
}

func (l *lexicon) lex(e Entry, known map[string]int) lexed {
	out := lexed{Entry: e, length: pathWords(e.Path)}
	place := 0
	for word := range strings.FieldsFuncSeq(e.Summary, notWordByte) {
		out.summary = append(out.summary, placed{l.number(word, known), place})
		if place < latest && !fillers[word] {
			place++
		}
	}
	for _, text := range []string{e.Name, e.Path, e.Service} {
		out.others = l.numbers(out.others, text, known)
	}
	slices.Sort(out.others)
	out.others = slices.Compact(out.others)
	out.thing = l.numbers(nil, lastSegment(e.Path), known)
	for segment := range strings.SplitSeq(e.Path, "/") {
		if !strings.ContainsAny(segment, "{.") && segment != "api" {
			out.path = l.numbers(out.path, segment, known)
		}
	}
	return out
}

// number is the place of a word among the words there are.
func (l *lexicon) number(word string, known map[string]int) int {
	word = singular(strings.ToLower(word))
	n, ok := known[word]
	if !ok {
		n = len(l.words)
		known[word] = n
		l.words = append(l.words, word)
	}
	return n
}

func (l *lexicon) numbers(to []int, text string, known map[string]int) []int {
	for word := range strings.FieldsFuncSeq(text, notWordByte) {
		to = append(to, l.number(word, known))
	}
	return to
}
