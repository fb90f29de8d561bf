package printable_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/internal/printable"
)

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		given string
		size  int
		want  string
	}{
		{"", 0, ""},
		{"abc", 3, "abc"},
		{"abcd", 3, "abc…"},
		{"aü", 2, "a…"},
		{"aü", 3, "aü"},
		{"ü", 1, "…"},
		{"\x80\x80\x80", 2, "…"},
	} {
		assert.Equal(t, tt.want, printable.Cut(tt.given, tt.size), "%q to %d", tt.given, tt.size)
	}
}

func TestLine(t *testing.T) {
	for given, want := range map[string]string{
		"a\nb\tc\r\x1b[2J":             "a b c  [2J",
		"cut \xe4\xb8":                 "cut ?",
		strings.Repeat("世", 4):         "世世世…",
		strings.Repeat("a", 9) + "世\n": "aaaaaaaaa…",
	} {
		assert.Equal(t, want, printable.Line(given, 10), "%q", given)
	}
}
