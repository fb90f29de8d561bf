package spelling

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestListed(t *testing.T) {
	for want, names := range map[string][]string{
		"none":                          nil,
		"a":                             {"a"},
		"a, b":                          {"a", "b"},
		strings.Repeat("x, ", 19) + "x": strings.Split(strings.Repeat("x", 20), ""),
		strings.Repeat("x, ", 19) + "x and 2 more": strings.Split(strings.Repeat("x", 22), ""),
	} {
		assert.Equal(t, want, Listed(names))
	}
}
