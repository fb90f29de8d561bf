package paging

import (
	"encoding/json"
	"math"
	"strconv"
)

// whole reads an integer that JSON, a caller or a decimal text gave.
func whole(v any) (int64, bool) {
	switch n := v.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case uint64:
		return int64(n), n <= math.MaxInt64
	case float64:
		return int64(n), n == math.Trunc(n) && math.Abs(n) < 1<<53
	case json.Number:
		return parse(string(n))
	case string:
		return parse(n)
	}
	return 0, false
}

func parse(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

// add is a+b unless that has no 64-bit form. b is not negative.
func add(a, b int64) (int64, bool) { return a + b, a <= math.MaxInt64-b }
