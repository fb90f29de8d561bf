package runtime

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
)

// pair is one key and value of a query.
type pair struct{ key, value string }

const dotFault = "field %q has a dot, which a query takes for nesting"

// encodeQuery writes the query parameters, sorted by key. Names that the action
// does not have go to the query too: they only get here when unknown names are
// allowed.
func encodeQuery(a *registry.Action, params map[string]any, faults *Faults) string {
	var few [fewPairs]string // most queries need no memory of their own
	names := few[:0]
	for name, v := range params {
		if v != nil && a.Locate(name) == registry.InQuery {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var some [fewPairs]pair
	pairs := some[:0]
	for _, name := range names {
		if strings.Contains(name, ".") {
			if _, known := a.Param(name); !known {
				faults.add(name, dotFault, name)
				continue
			}
		}
		switch v := params[name].(type) {
		case map[string]any, []any:
			pairs = append(pairs, appendQuery(nil, name, v, faults)...) // given some, it would need memory
		default:
			pairs = append(pairs, scalarPair(name, v, faults))
		}
	}
	slices.SortStableFunc(pairs, func(x, y pair) int { return strings.Compare(x.key, y.key) })
	if len(pairs) == 0 {
		return ""
	}
	length := 0
	for _, p := range pairs {
		length += len(p.key) + len(p.value) + 2
	}
	var b strings.Builder
	b.Grow(length) // more where something is escaped
	for i, p := range pairs {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(escapeQuery(p.key))
		b.WriteByte('=')
		b.WriteString(escapeQuery(p.value))
	}
	return b.String()
}

// fewPairs is how many parameters most queries have at most.
const fewPairs = 8

// appendQuery writes one value: objects dot, lists repeat. Every value is written
// or is a fault.
func appendQuery(pairs []pair, key string, v any, faults *Faults) []pair {
	switch v := v.(type) {
	case map[string]any:
		before, faulty := len(pairs), len(*faults)
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if strings.Contains(name, ".") {
				faults.add(key, dotFault, name)
			} else if v[name] != nil {
				pairs = appendQuery(pairs, key+"."+name, v[name], faults)
			}
		}
		if len(pairs) == before && len(*faults) == faulty {
			faults.add(key, "an object without values has no form in a query; leave it out")
		}
		return pairs
	case []any:
		return appendList(pairs, key, v, faults)
	}
	return append(pairs, scalarPair(key, v, faults))
}

func scalarPair(key string, v any, faults *Faults) pair {
	value, err := text(v)
	if err != nil {
		faults.add(key, "%s", err)
	}
	return pair{key, value}
}

func appendList(pairs []pair, key string, list []any, faults *Faults) []pair {
	if len(list) == 0 {
		faults.add(key, "an empty list has no form in a query; leave it out")
	}
	for _, element := range list {
		switch element.(type) {
		case map[string]any:
			if len(list) > 1 {
				faults.add(key, "a list of several objects has no form in a query; give one")
				return pairs
			}
		case []any, nil:
			faults.add(key, "%s inside a list has no form in a query", kindName(element))
			continue
		}
		pairs = appendQuery(pairs, key, element, faults)
	}
	return pairs
}

func escapeQuery(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
