package schema

import (
	"fmt"
	"strconv"
)

// number reads a keyword's integer value, or returns fallback.
func number(v any, fallback int) int {
	if v == nil {
		return fallback
	}
	n, err := strconv.Atoi(fmt.Sprint(v))
	if err != nil {
		return fallback
	}
	return n
}
