package schema

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"time"
)

// Limits of what Normalize takes. They stop cycles and numbers whose digits would
// take seconds to check.
const (
	maxDepth  = 200
	maxDigits = 400
)

// Normalize turns any Go value into JSON kinds: nil, bool, string, int, int64,
// uint64, float64, json.Number, []any and map[string]any. What already is of those
// kinds is not copied. Times become RFC 3339 in UTC, []byte becomes base64, structs
// and json.Marshalers what they marshal to. What has no JSON form (NaN, infinities,
// channels, cycles) is a problem with its pointer; the value is then not for use.
func Normalize(v any) (any, []Problem) {
	n := normalizer{}
	out := n.value(v, "", 0)
	return out, n.problems
}

type normalizer struct{ problems []Problem }

func (n *normalizer) fault(at, found, message string) any {
	n.problems = append(n.problems, Problem{Pointer: at, Rule: RuleValue, Found: found, Message: message})
	return nil
}

func (n *normalizer) value(v any, at string, depth int) any {
	if depth > maxDepth {
		return n.fault(at, "", fmt.Sprintf("nested more than %d deep, or contains itself", maxDepth))
	}
	switch v := v.(type) {
	case nil, bool, string, int, int64, uint64:
		return v
	case float64:
		return n.float(v, at)
	case json.Number:
		return n.number(v, at)
	case map[string]any:
		return n.object(v, at, depth)
	case []any:
		return n.array(v, at, depth)
	case []byte:
		return base64.StdEncoding.EncodeToString(v)
	case json.RawMessage:
		return n.raw(v, at, depth)
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano)
	case json.Marshaler:
		return n.marshal(v, at, depth)
	}
	return n.reflected(reflect.ValueOf(v), at, depth)
}

func (n *normalizer) float(f float64, at string) any {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return n.fault(at, strconv.FormatFloat(f, 'g', -1, 64), "has no JSON form")
	}
	return f
}

var numberForm = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?([0-9]{1,3}))?$`)

func (n *normalizer) number(v json.Number, at string) any {
	if len(v) > maxDigits || !numberForm.MatchString(string(v)) {
		return n.fault(at, clip(string(v)), "is not a JSON number of reasonable size")
	}
	return v
}

// object copies only when a member changed.
func (n *normalizer) object(m map[string]any, at string, depth int) any {
	if m == nil {
		return nil
	}
	var changed map[string]any
	for k, v := range m {
		out := n.value(v, at+"/"+escapePointer(k), depth+1)
		if same(v, out) {
			continue
		}
		if changed == nil {
			changed = make(map[string]any, len(m))
		}
		changed[k] = out
	}
	if changed == nil {
		return m
	}
	for k, v := range m {
		if _, ok := changed[k]; !ok {
			changed[k] = v
		}
	}
	return changed
}

func (n *normalizer) array(list []any, at string, depth int) any {
	if list == nil {
		return nil
	}
	out := list
	for i, v := range list {
		nv := n.value(v, at+"/"+strconv.Itoa(i), depth+1)
		if same(v, nv) {
			continue
		}
		if &out[0] == &list[0] {
			out = append([]any(nil), list...)
		}
		out[i] = nv
	}
	return out
}

// same reports whether a value came back as it went in. Containers are compared by
// identity: a copy is a change.
func same(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
	case []any:
		b, ok := b.([]any)
		return ok && len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
	case nil, bool, string, int, int64, uint64, float64, json.Number:
		return a == b
	}
	return false
}
