package registry

import "iter"

// lexicon is the words of a registry's actions: each different word once, so that it is
// held against a query once, and which actions have it.
type lexicon struct {
	lines   []string // of the index
	words   []string // lower case, singular
	numbers []uint16 // places among the words, of one action after another: see append
}

// lexed is an action as the words of its texts.
type lexed struct {
	deprecated bool
	length     int      // of the path in words
	summary    []uint16 // words of the summary
	places     []uint16 // how many words stand before each of them, fillers aside
	others     []uint16 // of name, path and service, each once
	thing      []uint16 // of what ends the path
	path       []uint16 // of the path, without an API, its version and names in braces
}

// heads is how many numbers stand before the words of an action.
const heads = 6

// append adds an action to the numbers.
func (l *lexicon) append(e *lexed) {
	deprecated := uint16(0)
	if e.deprecated {
		deprecated = 1
	}
	l.numbers = append(l.numbers, deprecated, short(e.length),
		uint16(len(e.summary)), uint16(len(e.others)), uint16(len(e.thing)), uint16(len(e.path))) //nolint:gosec // add keeps them short
	for _, list := range [][]uint16{e.summary, e.places, e.others, e.thing, e.path} {
		l.numbers = append(l.numbers, list...)
	}
}

// read reads the action at a place of the numbers, and returns the place of the next.
func (l *lexicon) read(at int, e *lexed) int {
	head, rest := l.numbers[at:at+heads], l.numbers[at+heads:]
	e.deprecated, e.length = head[0] != 0, int(head[1])
	summary, others, thing, path := int(head[2]), int(head[3]), int(head[4]), int(head[5])
	e.summary, rest = rest[:summary], rest[summary:]
	e.places, rest = rest[:summary], rest[summary:]
	e.others, rest = rest[:others], rest[others:]
	e.thing, rest = rest[:thing], rest[thing:]
	e.path = rest[:path]
	return at + heads + 2*summary + others + thing + path
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
