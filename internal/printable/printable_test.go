package printable_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/internal/printable"
)

func TestText(t *testing.T) {
	for given, want := range map[string]string{
		"":                       "",
		"grüße,\n\t世界":           "grüße,\n\t世界",
		"a\r\nb\x1b[2Jc\x00\x7f": "a \nb [2Jc  ",
		"c1 \u009b31m":           "c1  31m",
		"cut \xe4\xb8":           "cut ?",
	} {
		assert.Equal(t, want, printable.Text(given), "%q", given)
	}
}
