package schema

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// formatInt64 is the format that prepare puts on integers.
const formatInt64 = "int64"

// maxExact is the largest float64 below which every integer has its own float.
const maxExact = 1 << 53

// formats are all the formats a descriptor may name, and int64. Each takes any
// JSON value and answers true for the kinds it is not about.
var formats = map[string]func(any) bool{
	formatInt64:        isInt64,
	"byte":             isBase64,
	"date-time":        isDateTime,
	"google-duration":  isDuration,
	"google-fieldmask": isFieldMask,
}

// formatHelp says what a format wants, for problems.
var formatHelp = map[string]string{
	formatInt64:        "an integer of 64 bits, as a number or a decimal string",
	"byte":             "base64",
	"date-time":        "a time such as 2026-01-31T09:00:00Z (RFC 3339)",
	"google-duration":  "seconds with an s, such as 3.5s",
	"google-fieldmask": "field names with commas between, such as name,config.size",
}

var decimal = regexp.MustCompile(`^-?[0-9]{1,19}$`)

func isInt64(v any) bool {
	switch v := v.(type) {
	case string:
		if !decimal.MatchString(v) {
			return false
		}
		_, err := strconv.ParseInt(v, 10, 64)
		return err == nil
	case json.Number:
		if _, err := strconv.ParseInt(v.String(), 10, 64); err == nil {
			return true
		}
		f, err := v.Float64() // 1.0 and 1e3 are integers too
		return err == nil && isExactInteger(f)
	case float64:
		return isExactInteger(v)
	case uint64:
		return v <= math.MaxInt64
	}
	return true
}

func isExactInteger(f float64) bool { return f == math.Trunc(f) && math.Abs(f) <= maxExact }

func isBase64(v any) bool {
	s, ok := v.(string)
	if !ok {
		return true
	}
	s = strings.TrimRight(strings.NewReplacer("\n", "", "\r", "", "-", "+", "_", "/").Replace(s), "=")
	_, err := base64.RawStdEncoding.DecodeString(s)
	return err == nil
}

func isDateTime(v any) bool {
	s, ok := v.(string)
	if !ok {
		return true
	}
	_, err := time.Parse(time.RFC3339Nano, s)
	return err == nil
}

var duration = regexp.MustCompile(`^-?[0-9]+(\.[0-9]{1,9})?s$`)

func isDuration(v any) bool {
	s, ok := v.(string)
	return !ok || duration.MatchString(s)
}

var fieldMask = regexp.MustCompile(`^(\*|[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*(,[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*)*)$`)

func isFieldMask(v any) bool {
	s, ok := v.(string)
	return !ok || fieldMask.MatchString(s)
}
