package runtime

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/actionctl/connector/internal/lazyregexp"
)

// text is the form of a scalar in a path, a query or a header. Integers keep all
// their digits.
func text(v any) (string, error) {
	switch v := v.(type) {
	case string:
		if !utf8.ValidString(v) {
			return "", fmt.Errorf("is not valid UTF-8")
		}
		return v, nil
	case bool:
		return strconv.FormatBool(v), nil
	case json.Number:
		return numberText(string(v))
	case int:
		return strconv.Itoa(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case uint64:
		return strconv.FormatUint(v, 10), nil
	case float64:
		return floatText(v)
	}
	return "", fmt.Errorf("%s has no form here; give a string, a number or a boolean", kindName(v))
}

// exactFloat is where integers begin that a float64 cannot tell apart.
const exactFloat = 1 << 53

func floatText(f float64) (string, error) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "", fmt.Errorf("%g is no number", f)
	}
	if math.Abs(f) >= exactFloat {
		return "", fmt.Errorf("is a float64 too large to keep every digit; give an int64, a json.Number or a string")
	}
	return strconv.FormatFloat(f, 'f', -1, 64), nil
}

// maxExponent bounds the digits that a number with an exponent may grow to.
const maxExponent = 999

// numberText is a JSON number without exponent, as 2000 for 2e3, and an integer
// without fraction, as 2 for 2.0: the schema takes them for integers, the service
// does not.
func numberText(s string) (string, error) {
	if !numberForm().MatchString(s) {
		return "", fmt.Errorf("is not a JSON number")
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(s), "e")
	if mantissa == s && !strings.Contains(s, ".") {
		return s, nil
	}
	if n, err := strconv.Atoi(cmp.Or(exponent, "0")); err != nil || n > maxExponent || n < -maxExponent {
		return "", fmt.Errorf("has an exponent that is too large")
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return "", fmt.Errorf("is not a JSON number")
	}
	digits, _ := r.FloatPrec()
	return r.FloatString(digits), nil
}

var numberForm = lazyregexp.New(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

func kindName(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	}
	return fmt.Sprintf("%T", v)
}

// controlByte returns the first control character of s.
func controlByte(s string) (byte, bool) {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return s[i], true
		}
	}
	return 0, false
}
