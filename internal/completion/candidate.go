package completion

import (
	"strings"
	"unicode/utf8"

	"github.com/actionctl/connector/registry"
)

// Candidate is a word that the typed one may become.
type Candidate struct {
	Word string
	Help string // on one line; may be empty
}

// Candidates are the words in the order in which they should be shown.
type Candidates struct {
	Words []Candidate
	Open  bool // a word is not at its end: no space goes behind it
}

// maxHelp is how long the help of a word is at most; shells cut it further.
const maxHelp = 120

// help is text on one line, the first sentence where it has several.
func help(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if i := strings.Index(text, ". "); i > 0 {
		text = text[:i+1]
	}
	if utf8.RuneCountInString(text) > maxHelp {
		text = string([]rune(text)[:maxHelp-1]) + "…"
	}
	return text
}

// Actions are the actions whose name begins with typed, with their summaries.
func Actions(reg registry.Registry, typed string) Candidates {
	var out Candidates
	for e := range reg.All() {
		if strings.HasPrefix(e.Name, typed) {
			out.Words = append(out.Words, Candidate{e.Name, help(e.Summary)})
		}
	}
	return out
}

// Choices are those of words that begin with typed.
func Choices(words []string, typed string) Candidates {
	var out Candidates
	for _, w := range words {
		if strings.HasPrefix(w, typed) {
			out.Words = append(out.Words, Candidate{Word: w})
		}
	}
	return out
}
