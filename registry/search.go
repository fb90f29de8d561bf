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
	unasked   = 3 // for each word of the path that is no word of the query, such as the policies of policies/clusters
)

// Search ranks the actions by how well their summary, name and path answer the
// words of query, best first, at most limit of them (0: all). Upper and lower case,
// plural s and small typing slips do not matter, and a few words stand for others,
// such as "directory" for "folder"; a word that no action has does not count. A word
// counts for more the earlier it stands in
// the summary, and for more where the name has it too; of equals the shorter path
// comes first. An action found by its whole name is the best. Actions that match
// fewer than half of the words, or match them badly, are left out.
func (r Registry) Search(query string, limit int) []Match {
	words := queryWords(query)
	if len(words) == 0 {
		return nil
	}
	l := r.lexicon()
	a := l.ask(words)
	name := strings.TrimSpace(query)
	var e lexed
	at := 0
	var hits []hit
	for i, line := range l.lines {
		at = l.read(at, &e)
		score := a.score(&e)
		if len(line) > len(name) && line[len(name)] == '\t' && strings.EqualFold(line[:len(name)], name) {
			score += wholeName
		}
		if score > 0 {
			hits = append(hits, hit{score, strings.IndexByte(line, '\t'), i})
		}
	}
	slices.SortFunc(hits, hit.compare)
	if limit > 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	found := slices.Grow([]Match(nil), len(hits))
	for _, h := range hits {
		found = append(found, Match{parseLine(l.lines[h.line]), h.score})
	}
	return found
}

// hit is a line that a search found, without what is not needed to sort it.
type hit struct{ score, name, line int } // name is how long the name is; the lines are sorted

// compare has the better one first, of equals the one with the shorter name.
func (h hit) compare(other hit) int {
	return cmp.Or(cmp.Compare(other.score, h.score), cmp.Compare(h.name, other.name), cmp.Compare(h.line, other.line))
}

// longestWord is longer than the words of any action; what is longer is no word.
const longestWord = 64

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
		if !fillers[f] && len(f) <= longestWord {
			one := singular(f)
			words = append(words, queryWord{one, synonyms[one], f, spelling.NewDistance(f), false})
		}
	}
	return words
}
