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

// float reads a keyword's value, or returns fallback.
func float(v any, fallback float64) float64 {
	if v == nil {
		return fallback
	}
	f, err := strconv.ParseFloat(fmt.Sprint(v), 64)
	if err != nil {
		return fallback
	}
	return f
}

// isNumber reports whether s is a number as JSON writes it, and not one that takes
// long to calculate with.
func isNumber(s string) bool {
	if len(s) > maxDigits {
		return false
	}
	s = skipOne(s, "-")
	whole := digits(s)
	if whole == 0 || whole > 1 && s[0] == '0' {
		return false
	}
	if s = s[whole:]; skipOne(s, ".") != s {
		fraction := digits(s[1:])
		if fraction == 0 {
			return false
		}
		s = s[1+fraction:]
	}
	if skipOne(s, "eE") != s {
		s = skipOne(s[1:], "+-")
		exponent := digits(s)
		if exponent == 0 || exponent > maxExponent {
			return false
		}
		s = s[exponent:]
	}
	return s == ""
}

// skipOne returns s without its first byte where that is one of set.
func skipOne(s, set string) string {
	for i := range set {
		if s != "" && s[0] == set[i] {
			return s[1:]
		}
	}
	return s
}

// digits counts the digits that s starts with.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}
