package manual

import (
	"strings"
	"unicode"
)

// markdown is a document as it grows, in the Markdown that GitHub shows.
type markdown struct {
	strings.Builder
	link func(action string) string // where an action's section is, "" of what is none; nil: of nothing
}

// para writes one paragraph.
func (m *markdown) para(text string) { m.WriteString(text + "\n\n") }

// table writes rows of cells that are Markdown already. A line break would end the
// table and a bar a cell, so neither is left in.
func (m *markdown) table(head []string, rows [][]string) {
	m.row(head)
	m.WriteString("|" + strings.Repeat("---|", len(head)) + "\n")
	for _, row := range rows {
		m.row(row)
	}
	m.WriteByte('\n')
}

func (m *markdown) row(cells []string) {
	m.WriteByte('|')
	for _, cell := range cells {
		m.WriteString(" " + strings.ReplaceAll(cell, "|", `\|`) + " |")
	}
	m.WriteByte('\n')
}

// folded writes something long behind a line that opens it.
func (m *markdown) folded(line string, write func()) {
	m.WriteString("<details><summary>" + line + "</summary>\n\n")
	write()
	m.WriteString("</details>\n\n")
}

// prose is plain text as Markdown: what is a name or could be taken for markup is set
// as code, and the name of an action leads to it.
func (m *markdown) prose(text string) string {
	words := strings.Fields(text)
	for i, word := range words {
		core := strings.TrimFunc(word, isPunctuation)
		if core == "" {
			core = word
		}
		before, after, _ := strings.Cut(word, core)
		to := ""
		if m.link != nil {
			to = m.link(core)
		}
		switch {
		case to != "":
			core = "[`" + core + "`](" + to + ")"
		case core == "*":
			core = `\*`
		case !plain(core):
			core = code(core)
		}
		if !plain(before + after) {
			words[i] = code(word)
			continue
		}
		words[i] = before + core + after
	}
	return strings.Join(words, " ")
}

func isPunctuation(r rune) bool { return strings.ContainsRune(`.,;:!?()"'`, r) }

// plain tells whether a word has nothing in it that Markdown could take for markup, and
// nothing that only names and flags have.
func plain(word string) bool {
	if strings.HasPrefix(word, "--") {
		return false
	}
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(`.,;:!?()"'/%+-=@…`, r) {
			return false
		}
	}
	return strings.Count(word, ":") < 2 // :name: is a picture
}

// code sets text as code, whatever is in it.
func code(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	run, longest := 0, 0
	for _, r := range text {
		if run++; r != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	ticks := strings.Repeat("`", longest+1)
	if longest > 0 {
		return ticks + " " + text + " " + ticks
	}
	return ticks + text + ticks
}

// codes sets several values as code, with commas between them.
func codes(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = code(v)
	}
	return strings.Join(out, ", ")
}
