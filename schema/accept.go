package schema

import (
	"encoding/json"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"sync/atomic"
	"unicode/utf8"
)

// An acceptor says yes to values that the library would find valid, and nothing else:
// its no means "ask the library", which decides and explains. It is there because nearly
// every call is valid, while the library takes 60 us and hundreds of allocations to say
// so of a cluster, and up to tens of milliseconds to compile the schema first.
//
// It is made of the documents that the library gets, knows the keywords that lint
// allows, and leaves to the library what is rare or subtle: bounds of numbers that are
// no integers, oneOf, lists of values that are neither text nor integers. Of the types that a document refers to it makes those that a value leads to. It
// knows both null rules of checkable. TestAcceptors and FuzzAccept hold it to the
// library over all schemas there are.
type acceptor struct {
	kinds      kind // 0 is any
	properties map[string]*acceptor
	required   []string
	more       *acceptor // of members that are no property; nil takes any
	items      *acceptor // nil takes any
	texts      map[string]bool
	integers   map[int64]bool
	limits     *limits
	pattern    *regexp.Regexp
	format     func(any) bool
	anyOf      []*acceptor
	ref        *reference
}

// reference leads to the acceptor of a type, which is made when a value first gets there.
type reference struct {
	to   string
	made atomic.Pointer[acceptor]
}

// limits are bounds of integers, the length of texts and the number of elements.
type limits struct{ low, high, shortest, longest, fewest, most int64 }

// kind is a set of JSON kinds.
type kind uint8

const (
	nullKind kind = 1 << iota
	boolKind
	integerKind // of 64 bits
	numberKind  // any other
	textKind
	arrayKind
	objectKind
	noKind // that no value has
)

// refuser leaves all to the library.
var refuser = &acceptor{kinds: noKind}

// maxSteps bounds the nodes above one another: Normalize bounds values, and nothing
// bounds types that refer to each other round in circles.
const maxSteps = 3 * maxDepth

// accepts is sure that v is valid.
func (s *acceptors) accepts(a *acceptor, v any, steps int) bool {
	if a.ref != nil {
		a = s.follow(a.ref)
	}
	k, n := measure(v)
	if steps > maxSteps || a.kinds != 0 && a.kinds&k == 0 || a.format != nil && !a.format(v) {
		return false
	}
	var ok bool
	switch v := v.(type) {
	case string:
		ok = a.takesText(v)
	case []any:
		ok = s.takesArray(a, v, steps)
	case map[string]any:
		ok = s.takesObject(a, v, steps)
	default:
		ok = a.takesScalar(k, n)
	}
	if !ok || len(a.anyOf) == 0 {
		return ok
	}
	for _, branch := range a.anyOf {
		if s.accepts(branch, v, steps+1) {
			return true
		}
	}
	return false
}

// measure is the kind of a normalised value, and its number where it is an integer.
func measure(v any) (kind, int64) {
	switch v := v.(type) {
	case nil:
		return nullKind, 0
	case bool:
		return boolKind, 0
	case string:
		return textKind, 0
	case []any:
		return arrayKind, 0
	case map[string]any:
		return objectKind, 0
	case int:
		return integerKind, int64(v)
	case int64:
		return integerKind, v
	case uint64:
		if v <= math.MaxInt64 {
			return integerKind, int64(v)
		}
		return numberKind, 0
	case float64:
		if v == math.Trunc(v) && math.Abs(v) <= maxExact {
			return integerKind, int64(v)
		}
		return numberKind, 0
	case json.Number:
		if n, ok := decimal(string(v)); ok {
			return integerKind, n
		}
		if r, ok := new(big.Rat).SetString(string(v)); ok && r.IsInt() && r.Num().IsInt64() {
			return integerKind, r.Num().Int64() // 1.0 and 1e3
		}
		return numberKind, 0
	}
	return noKind, 0
}

// decimal reads digits. It looks at them first: an error would cost an allocation.
func decimal(s string) (int64, bool) {
	bare := skipOne(s, "-")
	if len(bare) == 0 || len(bare) >= maxDecimal || digits(bare) != len(bare) {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

func (a *acceptor) enumerates() bool { return a.texts != nil || a.integers != nil }

func (a *acceptor) takesText(s string) bool {
	if a.enumerates() && !a.texts[s] || a.pattern != nil && !a.pattern.MatchString(s) {
		return false
	}
	l := a.limits
	if l == nil {
		return true
	}
	if length := int64(utf8.RuneCountInString(s)); length < l.shortest || length > l.longest {
		return false
	}
	if a.kinds&integerKind == 0 {
		return true
	}
	n, ok := decimal(s) // bounds hold for it too
	return ok && n >= l.low && n <= l.high
}

func (a *acceptor) takesScalar(k kind, n int64) bool {
	if k == integerKind {
		l := a.limits
		return (!a.enumerates() || a.integers[n]) && (l == nil || n >= l.low && n <= l.high)
	}
	return !a.enumerates() && (k != numberKind || a.limits == nil)
}

func (s *acceptors) takesArray(a *acceptor, list []any, steps int) bool {
	if l := a.limits; a.enumerates() || l != nil && (int64(len(list)) < l.fewest || int64(len(list)) > l.most) {
		return false
	}
	if a.items == nil {
		return true
	}
	for _, element := range list {
		if !s.accepts(a.items, element, steps+1) {
			return false
		}
	}
	return true
}

// takesObject takes no notice of members that are null, as checkable does.
func (s *acceptors) takesObject(a *acceptor, members map[string]any, steps int) bool {
	if a.enumerates() {
		return false
	}
	for _, name := range a.required {
		if members[name] == nil && (name != noName || members[""] == nil) {
			return false
		}
	}
	for name, member := range members {
		if member == nil {
			continue
		}
		if name == "" && members[noName] != nil {
			return false // both have one name there
		}
		child, ok := a.properties[toLibrary(name)]
		if !ok {
			child = a.more
		}
		if child != nil && !s.accepts(child, member, steps+1) {
			return false
		}
	}
	return true
}
