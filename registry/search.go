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
// first: the same word, a word that means as much, its beginning, a slip of the pen.
const (
	sameWord  = 24
	synonym   = 18
	wordStart = 16
	slip      = 10
	noWord    = -18  // a query word found nowhere
	wholeName = 1000 // the query is the name of an action
)

// What takes away from a match or an action.
const (
	latePlace = 2 // for each word that stands before it in the summary
	latest    = 6 // places after which it makes no difference
	notThing  = 6 // a match in the name, path or service, but not in what ends the path
	oldAction = 12
	pathWord  = 3 // for each word of the path: of two that fit, the plainer one is meant
)

// Search ranks the actions by how well their summary, name and path answer the
// words of query, best first, at most limit of them (0: all). Upper and lower case,
// plural s and small typing slips do not matter, and a few words stand for others,
// such as "directory" for "folder"; a word that no action has does not count. A word counts for more the earlier it stands in
// the summary, and for more where the name has it too; of equals the shorter path
// comes first. An action found by its whole name is the best. Actions that match
// fewer than half of the words, or match them badly, are left out.
func (r Registry) Search(query string, limit int) []Match {
	words := queryWords(query)
	if len(words) == 0 {
		return nil
	}
	var found []Match
	r.meet(words)
	for e := range r.All() {
		score := scoreEntry(e, words)
		if strings.EqualFold(e.Name, strings.TrimSpace(query)) {
			score += wholeName
		}
		if score > 0 {
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
	text  string
	also  []string           // what stands for it too
	typed string             // a slip may be in the plural
	near  *spelling.Distance // from typed
	met   bool               // some action has it
}

func queryWords(query string) []queryWord {
	fields := withoutPhrases(strings.FieldsFunc(strings.ToLower(query), notWordByte))
	words := make([]queryWord, 0, len(fields))
	for _, f := range fields {
		if !fillers[f] {
			one := singular(f)
			words = append(words, queryWord{one, synonyms[one], f, spelling.NewDistance(f), false})
		}
	}
	return words
}

// meet finds out which words some action has. One that none has says nothing about
// which action is meant.
func (r Registry) meet(words []queryWord) {
	for i := range words {
		for e := range r.All() {
			if best(e, words[i]) > 0 {
				words[i].met = true
				break
			}
		}
	}
}

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
	return max(1, score-pathWord*pathWords(e.Path))
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
