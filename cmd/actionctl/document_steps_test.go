package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// step is what a reader of a document does next: write a file or give a command.
type step struct {
	file, text string   // a block behind "`FILE`:" is that file
	command    string   // a line behind "$ ", going on in lines behind "> "
	shown      []string // the output as far as the document shows it
}

// The pieces of a document.
var (
	fencedBlock = regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$")
	fileName    = regexp.MustCompile("`([^`\n]+)`:\n+$")
)

// steps reads a document in its order.
func steps(t *testing.T, document string) []step {
	t.Helper()
	data, err := os.ReadFile(document)
	require.NoError(t, err)
	text := string(data)
	var found []step
	for _, at := range fencedBlock.FindAllStringSubmatchIndex(text, -1) {
		language, block := text[at[2]:at[3]], text[at[4]:at[5]]
		if language == "console" {
			found = append(found, commands(t, block)...)
		} else if name := fileName.FindStringSubmatch(text[:at[0]]); name != nil {
			found = append(found, step{file: name[1], text: block})
		}
	}
	return found
}

func commands(t *testing.T, block string) []step {
	t.Helper()
	var found []step
	for line := range strings.Lines(block) {
		line = strings.TrimRight(line, " \n")
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			found = append(found, step{command: command})
			continue
		}
		require.NotEmpty(t, found, "a console block begins with $: %q", line)
		last := &found[len(found)-1]
		if more, ok := strings.CutPrefix(line, "> "); ok && len(last.shown) == 0 {
			last.command += "\n" + more
			continue
		}
		last.shown = append(last.shown, line)
	}
	return found
}

// matches tells whether an output is what a document shows of it. "…" stands for
// anything in its line, and a line of it alone for any lines. How wide a gap is does
// not count: columns are as wide as what is in them.
func matches(shown []string, output string) bool {
	gap := regexp.MustCompile(` +`)
	output = gap.ReplaceAllString(output, " ")
	var b strings.Builder
	for _, line := range shown {
		line = gap.ReplaceAllString(line, " ")
		if line == "…" {
			b.WriteString(`(.*\n)*?`)
			continue
		}
		parts := strings.Split(line, "…")
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		b.WriteString(strings.Join(parts, ".*") + `\s*?\n`)
	}
	return regexp.MustCompile(`^` + b.String() + `$`).MatchString(strings.TrimRight(output, "\n") + "\n")
}
