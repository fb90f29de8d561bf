package registry

import (
	"cmp"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/spelling"
)

// Match is an entry that a search found. A higher score fits better; scores of
// different searches do not compare.
type Match struct {
	Entry
	Score int
}

// What a query word is worth where it matches a word of an action, best case
// first: the same word, its beginning, a slip of the pen.
const (
	sameWord  = 12
	wordStart = 8
	slip      = 5
	noWord    = -9 // a query word found nowhere
)

// Search ranks the actions by how well their name, path and summary answer the
// words of query, best first, at most limit of them (0: all). Upper and lower case,
// plural s and small typing slips do not matter. Actions that match no word, or
// fewer than half of them, are left out.
func (r Registry) Search(query string, limit int) []Match {
	words := queryWords(query)
	if len(words) == 0 {
		return nil
	}
	var found []Match
	for e := range r.All() {
		if score := scoreEntry(e, words); score > 0 {
			found = append(found, Match{e, score})
		}
	}
	slices.SortFunc(found, func(a, b Match) int {
		return cmp.Or(-cmp.Compare(a.Score, b.Score), cmp.Compare(len(a.Name), len(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	if limit > 0 && len(found) > limit {
		found = found[:limit]
	}
	return found
}

type queryWord struct {
	text string
	near *spelling.Distance
}

func queryWords(query string) []queryWord {
	fields := strings.FieldsFunc(strings.ToLower(query), notWordByte)
	fields = slices.DeleteFunc(fields, func(f string) bool { return fillers[f] })
	words := make([]queryWord, 0, len(fields))
	for _, f := range fields {
		f = singular(f)
		words = append(words, queryWord{f, spelling.NewDistance(f)})
	}
	return words
}

// fillers carry no meaning in a query.
var fillers = map[string]bool{
	"a": true, "an": true, "the": true, "of": true, "to": true, "for": true,
	"in": true, "on": true, "with": true, "my": true, "is": true, "api": true,
}

func scoreEntry(e Entry, words []queryWord) int {
	score, hits := 0, 0
	for _, w := range words {
		best := max(
			scoreText(e.Name, w),
			scoreText(e.Summary, w),
			scoreText(e.Service, w)-2,
			scoreText(e.Path, w)-1,
		)
		if best > 0 {
			hits++
			score += best
		} else {
			score += noWord
		}
	}
	if hits*2 < len(words) {
		return 0
	}
	if e.Has("deprecated") {
		score -= 3
	}
	return max(score, 0)*8 - strings.Count(e.Name, "_")
}

// scoreText is the worth of the best-matching word of text.
func scoreText(text string, w queryWord) int {
	best := 0
	for text != "" && best < sameWord {
		i := strings.IndexFunc(text, func(r rune) bool { return !notWordByte(r) })
		if i < 0 {
			break
		}
		text = text[i:]
		n := strings.IndexFunc(text, notWordByte)
		if n < 0 {
			n = len(text)
		}
		best = max(best, scoreWord(singular(text[:n]), w))
		text = text[n:]
	}
	return best
}

func scoreWord(word string, w queryWord) int {
	switch {
	case strings.EqualFold(word, w.text):
		return sameWord
	case len(w.text) >= 3 && len(word) > len(w.text) && strings.EqualFold(word[:len(w.text)], w.text):
		return wordStart
	case len(w.text) < 4 || lower(word[0]) != lower(w.text[0]):
		return 0
	}
	limit := 1 + len(w.text)/8
	if d := w.near.To(word, limit); d <= limit {
		return slip - d
	}
	return 0
}

func notWordByte(r rune) bool {
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9')
}

// singular drops a plural s; good enough to make "clusters" and "cluster" one word.
func singular(word string) string {
	if n := len(word); n > 3 && lower(word[n-1]) == 's' && lower(word[n-2]) != 's' && lower(word[n-2]) != 'u' {
		return word[:n-1]
	}
	return word
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
