package registry

import (
	"slices"
	"strings"
)

// weights are a query with what each of its words is worth to each word of a lexicon.
type weights struct {
	words []queryWord
	worth [][]int8 // they are small
	asked []bool   // the words that are worth something to any
}

// ask holds the query against every word there is, once.
func (l *lexicon) ask(words []queryWord) weights {
	a := weights{words, make([][]int8, len(words)), make([]bool, len(l.words))}
	for i := range words {
		w := &words[i]
		a.worth[i] = make([]int8, len(l.words))
		for n, word := range l.words {
			if worth := scoreWord(word, w); worth != 0 {
				a.worth[i][n] = worth
				a.asked[n] = a.asked[n] || worth > 0
				w.met = w.met || worth > 0
			}
		}
	}
	return a
}

// score is how well an action answers the query, 0 when it does not.
func (a weights) score(e *lexed) int {
	score, hits := 0, 0
	for i := range a.words {
		worth := a.worth[i]
		inSummary, elsewhere := 0, most(worth, e.others)
		for j, word := range e.summary {
			if w := worth[word]; w > 0 {
				inSummary = max(inSummary, int(w)-latePlace*int(e.places[j]))
			}
		}
		if elsewhere > 0 {
			elsewhere = max(elsewhere-notThing, most(worth, e.thing))
		}
		if best := max(inSummary, elsewhere); best > 0 {
			hits++
			score += best + min(inSummary, elsewhere)/2
		} else if a.words[i].met {
			score += noWord
		}
	}
	if hits*2 < len(a.words) || score <= 0 {
		return 0
	}
	if e.deprecated {
		score -= oldAction
	}
	return max(1, score-pathWord*e.length-unasked*a.unasked(e))
}

func most(worth []int8, words []uint16) int {
	best := int8(0)
	for _, n := range words {
		best = max(best, worth[n])
	}
	return int(best)
}

// unasked counts the words of the path that answer no word of the query.
func (a weights) unasked(e *lexed) int {
	n := 0
	for _, word := range e.path {
		if !a.asked[word] {
			n++
		}
	}
	return n
}

// scoreWord holds a word of a lexicon against one of a query.
func scoreWord(word string, w *queryWord) int8 {
	switch {
	case word == w.text:
		return sameWord
	case slices.Contains(w.also, word):
		return synonym
	case len(w.text) >= 3 && len(word) > len(w.text) && strings.HasPrefix(word, w.text):
		return wordStart
	case len(w.typed) < 4 || word[0] != w.typed[0]:
		return 0
	}
	limit := 1 + len(w.typed)/8
	if d := w.near.To(word, limit); d <= limit {
		return int8(slip - 2*d) //nolint:gosec // the limit is small
	}
	return 0
}

func notWordByte(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
}

// lastSegment is the last segment of a path template that is no {name}.
func lastSegment(path string) string {
	for path != "" {
		i := strings.LastIndexByte(path, '/')
		if s := path[i+1:]; !strings.HasPrefix(s, "{") {
			return s
		}
		path = path[:max(i, 0)]
	}
	return ""
}

// pathWords counts the words of a path template; a {name} is none.
func pathWords(path string) int {
	n, inName := 0, false
	for _, c := range path {
		switch c {
		case '{', '}':
			inName = c == '{'
		case '/', '-', '_':
			if !inName {
				n++
			}
		}
	}
	return n
}

// singular undoes a plural; good enough to make "clusters" and "cluster" one word.
func singular(word string) string {
	n := len(word)
	switch {
	case n > 4 && strings.EqualFold(word[n-3:], "ies"):
		return word[:n-3] + "y"
	case n > 4 && (strings.EqualFold(word[n-3:], "xes") || strings.EqualFold(word[n-3:], "hes")):
		return word[:n-2]
	case n > 3 && lower(word[n-1]) == 's' && lower(word[n-2]) != 's' && lower(word[n-2]) != 'u':
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
