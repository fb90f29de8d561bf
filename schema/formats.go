package schema

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/actionctl/connector/internal/lazyregexp"
)

// formatInt64 is the format that prepare puts on integers.
const formatInt64 = "int64"

// formatDouble is the format of numbers that have values JSON has no number for.
const formatDouble = "double"

// maxExact is the float64 up to which every integer has a float of its own.
const maxExact = 1 << 53

// formats are all the formats a descriptor may name, and int64. Each takes any
// JSON value and answers true for the kinds it is not about.
var formats = map[string]func(any) bool{
	formatInt64:        isInt64,
	"byte":             isBase64,
	"date-time":        isDateTime,
	formatDouble:       isDouble,
	"google-duration":  isDuration,
	"google-fieldmask": isFieldMask,
}

// formatHelp says what a format wants, for problems.
var formatHelp = map[string]string{
	formatInt64:        "an integer of 64 bits, as a number or a decimal string",
	"byte":             "base64",
	formatDouble:       "a number, or NaN, Infinity or -Infinity as text",
	"date-time":        "a time such as 2026-01-31T09:00:00Z (RFC 3339)",
	"google-duration":  "seconds with an s, such as 3.5s",
	"google-fieldmask": "field names with commas between, such as name,config.size",
}

// maxDecimal bounds the length of a decimal string that is an integer.
const maxDecimal = 20

func isInt64(v any) bool {
	switch v := v.(type) {
	case string:
		if len(v) > maxDecimal || strings.HasPrefix(v, "+") {
			return false
		}
		_, err := strconv.ParseInt(v, 10, 64)
		return err == nil
	case json.Number:
		if _, err := strconv.ParseInt(v.String(), 10, 64); err == nil {
			return true
		}
		r, ok := new(big.Rat).SetString(v.String()) // 1.0 and 1e3 are integers too
		return ok && r.IsInt() && r.Num().IsInt64()
	case float64:
		return v == math.Trunc(v) && math.Abs(v) <= maxExact
	case uint64:
		return v <= math.MaxInt64
	}
	return true
}

// base64Form takes away what decoders differ in: both alphabets and broken lines
// are fine, and so is padding where it is whole.
var base64Form = strings.NewReplacer("\n", "", "\r", "", "-", "+", "_", "/")

func isBase64(v any) bool {
	s, ok := v.(string)
	if !ok {
		return true
	}
	s = base64Form.Replace(s)
	bare := strings.TrimRight(s, "=")
	if padding := len(s) - len(bare); padding > 2 || padding > 0 && len(s)%4 != 0 {
		return false
	}
	_, err := base64.RawStdEncoding.DecodeString(bare)
	return err == nil
}

// dateTime keeps out what time.Parse takes and RFC 3339 does not: hours of one
// digit, commas for points.
var dateTime = lazyregexp.New(`^[0-9-]{10}T[0-9:]{8}(\.[0-9]+)?(Z|[-+][0-9:]{5})$`)

func isDateTime(v any) bool {
	s, ok := v.(string)
	if !ok {
		return true
	}
	_, err := time.Parse(time.RFC3339Nano, s)
	return err == nil && dateTime().MatchString(s)
}

var duration = lazyregexp.New(`^-?[0-9]+(\.[0-9]{1,9})?s$`)

func isDuration(v any) bool {
	s, ok := v.(string)
	return !ok || duration().MatchString(s)
}

var fieldMask = lazyregexp.New(`^(\*|[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*(,[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*)*)$`)

func isFieldMask(v any) bool {
	s, ok := v.(string)
	return !ok || fieldMask().MatchString(s)
}

// isDouble takes the text that stands for a value without a JSON number.
func isDouble(v any) bool {
	s, ok := v.(string)
	return !ok || s == "NaN" || s == "Infinity" || s == "-Infinity"
}
