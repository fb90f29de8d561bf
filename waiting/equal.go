package waiting

import (
	"encoding/json"
	"math/big"
	"reflect"
	"strconv"
	"strings"
)

// covers reports whether value has everything that want has: every field of objects,
// elements of lists one by one, numbers by their value. What value has beyond it does
// not matter: services fill in defaults.
func covers(value, want any) bool {
	switch want := want.(type) {
	case map[string]any:
		object, ok := value.(map[string]any)
		if !ok {
			return false
		}
		for name, w := range want {
			if v, has := object[name]; !has && w != nil || !covers(v, w) {
				return false
			}
		}
		return true
	case []any:
		list, ok := value.([]any)
		if !ok || len(list) != len(want) {
			return false
		}
		for i := range want {
			if !covers(list[i], want[i]) {
				return false
			}
		}
		return true
	}
	return sameScalar(value, want)
}

func sameScalar(a, b any) bool {
	x, isNumber := numberText(a)
	y, alsoNumber := numberText(b)
	if isNumber != alsoNumber {
		return false
	}
	if !isNumber {
		return reflect.DeepEqual(a, b)
	}
	if x == y {
		return true
	}
	p, q := exact(x), exact(y)
	return p != nil && q != nil && p.Cmp(q) == 0
}

func numberText(v any) (string, bool) {
	switch v := v.(type) {
	case json.Number:
		return string(v), true
	case int:
		return strconv.Itoa(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case uint64:
		return strconv.FormatUint(v, 10), true
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), true
	}
	return "", false
}

// maxNumber is how long a number may be written, and maxExponent how long its exponent,
// to be calculated with: a service could send one that fills the memory.
const (
	maxNumber   = 400
	maxExponent = 4
)

func exact(text string) *big.Rat {
	_, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	if len(text) > maxNumber || len(exponent) > maxExponent {
		return nil
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return r
}
