package shell

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/terminal"
)

func TestQuote(t *testing.T) {
	for text, want := range map[string]string{
		"":            "''",
		"plain":       "plain",
		"a/b.c-d_e=1": "a/b.c-d_e=1",
		"two words":   "'two words'",
		"it's":        `'it'\''s'`,
		"$HOME":       "'$HOME'",
		"a\nb":        "'a\nb'",
		"~":           "'~'",
		"ü":           "'ü'",
		"a\x1b[2Jb":   `'a'"$(printf '\033')"'[2Jb'`,
		"\x7f":        `"$(printf '\177')"`,
		"\u0085":      `"$(printf '\302\205')"`,
		"\xff":        `"$(printf '\377')"`,
	} {
		assert.Equal(t, want, Quote(text), "%q", text)
	}
}

// A real shell reads back what was written, and a terminal is left in peace.
func TestShellsReadWhatIsQuoted(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh on this machine to read the words with")
	}
	for _, text := range []string{
		"", "plain", "two  words", " ", "it's", `"double"`, `back\slash`, `\`, `$HOME`, "`id`", "$(id)", "a\nb\n", "\n", "\t",
		"!!", "#no", "~root", "*", "?[a]", "{a,b}", "a;b|c&d<e>f", "-n", "--", "ü€😀", "\x1b[2J", "\x01\x02\r", "\x7f\u0085\u202e",
		"\xff\xfe", "'", "''", `'"'"'`, "a=b", "%s%d", `\033`, "trailing\x1b", "\x1b\n", strings.Repeat("x'y ", 1000),
	} {
		quoted := Quote(text)
		assert.Equal(t, terminal.Lines(quoted), quoted, "%q", text)
		out, err := exec.CommandContext(t.Context(), sh, "-c", "printf '%s' "+quoted).Output()
		require.NoError(t, err, "%q", text)
		assert.Equal(t, text, string(out), "%s", quoted)
	}
}

func FuzzQuote(f *testing.F) {
	f.Add("it's \x1b[2J\n")
	f.Fuzz(func(t *testing.T, text string) {
		quoted := Quote(text)
		assert.Equal(t, terminal.Lines(quoted), quoted)
		assert.NotEmpty(t, quoted)
	})
}
