package registry

import (
	"slices"
	"strings"
)

func best(e Entry, w queryWord) int {
	return max(scoreText(e.Summary, w, 0), scoreText(e.Name, w, 0), scoreText(e.Path, w, 0), scoreText(e.Service, w, 0))
}

func scoreEntry(e Entry, words []queryWord) int {
	thing := lastSegment(e.Path)
	score, hits := 0, 0
	for _, w := range words {
		inSummary := scoreText(e.Summary, w, latePlace)
		elsewhere := max(scoreText(e.Name, w, 0), scoreText(e.Path, w, 0), scoreText(e.Service, w, 0))
		if elsewhere > 0 {
			elsewhere = max(elsewhere-notThing, scoreText(thing, w, 0))
		}
		if best := max(inSummary, elsewhere); best > 0 {
			hits++
			score += best + min(inSummary, elsewhere)/2
		} else if w.met {
			score += noWord
		}
	}
	if hits*2 < len(words) || score <= 0 {
		return 0
	}
	if e.Has("deprecated") {
		score -= oldAction
	}
	return max(1, score-pathWord*pathWords(e.Path)-unasked*unaskedWords(e.Path, words))
}

// scoreText is the worth of the best-matching word of text. Each word that stands
// before it, fillers aside, costs late.
func scoreText(text string, w queryWord, late int) int {
	best, place := 0, 0
	for word := range strings.FieldsFuncSeq(text, notWordByte) {
		if worth := scoreWord(singular(word), w); worth > 0 {
			best = max(best, worth-late*place)
		}
		if place < latest && !fillers[word] {
			place++
		}
	}
	return best
}

func scoreWord(word string, w queryWord) int {
	switch {
	case strings.EqualFold(word, w.text):
		return sameWord
	case slices.ContainsFunc(w.also, func(s string) bool { return strings.EqualFold(word, s) }):
		return synonym
	case len(w.text) >= 3 && len(word) > len(w.text) && strings.EqualFold(word[:len(w.text)], w.text):
		return wordStart
	case len(w.typed) < 4 || lower(word[0]) != lower(w.typed[0]):
		return 0
	}
	limit := 1 + len(w.typed)/8
	if d := w.near.To(word, limit); d <= limit {
		return slip - 2*d
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

// unaskedWords counts the words of a path template that answer no word of the query;
// names in braces and the first segments, an API and its version, are none.
func unaskedWords(path string, words []queryWord) int {
	n := 0
	for segment := range strings.SplitSeq(path, "/") {
		if strings.ContainsAny(segment, "{.") || segment == "api" {
			continue
		}
		for word := range strings.FieldsFuncSeq(segment, notWordByte) {
			one := singular(word)
			if !slices.ContainsFunc(words, func(w queryWord) bool { return scoreWord(one, w) > 0 }) {
				n++
			}
		}
	}
	return n
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
