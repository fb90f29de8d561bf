package schema

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// Limits of what Normalize takes. They stop cycles and numbers whose digits would
// take seconds to check.
const (
	maxDepth    = 200
	maxDigits   = 400
	maxExponent = 3 // digits of it
)

// Normalize turns any Go value into JSON kinds: nil, bool, string, int, int64,
// uint64, float64, json.Number, []any and map[string]any. What already is of those
// kinds is neither copied nor changed. Times become RFC 3339 in UTC, []byte becomes
// base64, structs and json.Marshalers what they marshal to. What has no JSON form
// (NaN, infinities, channels, cycles, text that is not UTF-8) is a problem with its
// pointer; the value is then not for use. Within a struct the pointer is that of the
// struct.
func Normalize(v any) (any, []Problem) {
	n := normalizer{}
	out := n.value(v, 0)
	if n.tooDeep {
		n = normalizer{sorted: true}
		n.value(v, 0)
	}
	slices.SortFunc(n.problems, compareProblems)
	return out, n.problems
}

// normalizer walks a value. Problems start at the value they are about; each
// container on the way back puts its step before them, so that nothing is spent on
// pointers where there are no problems.
type normalizer struct {
	problems []Problem
	tooDeep  bool // and so there is no end to it
	sorted   bool // visit the members of objects in order, so that a cycle is always found at the same place
}

func (n *normalizer) fault(found, message string) any {
	n.problems = append(n.problems, Problem{Rule: RuleValue, Found: found, Message: message})
	return nil
}

// under puts a step before the problems found since there were from of them.
func (n *normalizer) under(from int, step string) {
	for i := range n.problems[from:] {
		p := &n.problems[from+i]
		p.Pointer = "/" + escapePointer(step) + p.Pointer
	}
}

func (n *normalizer) value(v any, depth int) any {
	if depth > maxDepth && !n.tooDeep {
		n.fault("", fmt.Sprintf("nested more than %d deep, or contains itself", maxDepth))
		n.tooDeep = true
	}
	if n.tooDeep {
		return nil
	}
	switch typed := v.(type) {
	case nil, bool, int, int64, uint64:
		return v
	case string:
		return n.text(v, typed)
	case float64:
		return n.float(v, typed)
	case json.Number:
		return n.number(v, string(typed))
	case map[string]any:
		return n.object(v, typed, depth)
	case []any:
		return n.array(v, typed, depth)
	case []byte:
		if typed == nil {
			return nil
		}
		return base64.StdEncoding.EncodeToString(typed)
	case json.RawMessage:
		if typed == nil {
			return nil
		}
		return n.raw(typed, depth)
	case time.Time:
		return n.time(typed)
	case *time.Time:
		if typed == nil {
			return nil
		}
		return n.time(*typed)
	case json.Marshaler:
		return n.marshal(v, depth)
	}
	return n.reflected(reflect.ValueOf(v), depth)
}

func (n *normalizer) text(v any, s string) any {
	if !utf8.ValidString(s) {
		return n.fault("", "is not UTF-8; give bytes as []byte, which are sent as base64")
	}
	return v
}

func (n *normalizer) float(v any, f float64) any {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return n.fault(strconv.FormatFloat(f, 'g', -1, 64), "has no JSON form")
	}
	return v
}

func (n *normalizer) number(v any, s string) any {
	if !isNumber(s) {
		return n.fault("json.Number", "is not a JSON number of reasonable size")
	}
	return v
}

func (n *normalizer) time(t time.Time) any {
	text, err := t.UTC().MarshalText()
	if err != nil {
		return n.fault("", err.Error())
	}
	return string(text)
}

// object returns v, which is m, or a copy where a member changed.
func (n *normalizer) object(v any, m map[string]any, depth int) any {
	if m == nil {
		return nil
	}
	var changed map[string]any
	member := func(name string, v any) {
		if out := n.member(name, v, depth); !same(v, out) {
			if changed == nil {
				changed = maps.Clone(m)
			}
			changed[name] = out
		}
	}
	if n.sorted {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			member(name, m[name])
		}
	} else {
		for name, v := range m {
			member(name, v)
		}
	}
	if changed != nil {
		return changed
	}
	return v
}

func (n *normalizer) member(name string, v any, depth int) any {
	from := len(n.problems)
	n.text(nil, name)
	out := n.value(v, depth+1)
	n.under(from, name)
	return out
}

// array returns v, which is list, or a copy where an element changed.
func (n *normalizer) array(v any, list []any, depth int) any {
	if list == nil {
		return nil
	}
	var changed []any
	for i, element := range list {
		out := n.element(i, element, depth)
		if same(element, out) {
			continue
		}
		if changed == nil {
			changed = slices.Clone(list)
		}
		changed[i] = out
	}
	if changed != nil {
		return changed
	}
	return v
}

func (n *normalizer) element(i int, v any, depth int) any {
	from := len(n.problems)
	out := n.value(v, depth+1)
	if len(n.problems) > from {
		n.under(from, strconv.Itoa(i))
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
