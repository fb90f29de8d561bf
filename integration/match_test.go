//go:build integration && unix

package integration

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// anything, where a value is wanted, stands for every value.
const anything = "<any>"

// match says where an answer is not what was wanted. Objects may have more fields
// than wanted; lists must have the wanted elements and no others.
func match(want, got any, path string) []string {
	switch want := want.(type) {
	case map[string]any:
		object, ok := got.(map[string]any)
		if !ok {
			return []string{fmt.Sprintf("%s is %v, not an object", path, got)}
		}
		var faults []string
		for name, w := range want {
			g, present := object[name]
			if !present {
				faults = append(faults, fmt.Sprintf("%s.%s is missing", path, name))
				continue
			}
			faults = append(faults, match(w, g, path+"."+name)...)
		}
		return faults
	case []any:
		list, ok := got.([]any)
		if !ok || len(list) != len(want) {
			return []string{fmt.Sprintf("%s is %v, not a list of %d", path, got, len(want))}
		}
		var faults []string
		for i, w := range want {
			faults = append(faults, match(w, list[i], path+"."+strconv.Itoa(i))...)
		}
		return faults
	}
	if want == anything || equal(want, got) {
		return nil
	}
	return []string{fmt.Sprintf("%s is %v (%T), wanted %v", path, got, got, want)}
}

// equal compares a value of the plan with one of an answer, whose numbers are
// json.Number.
func equal(want, got any) bool {
	number, ok := got.(json.Number)
	if !ok {
		return want == got
	}
	switch want := want.(type) {
	case int:
		return number.String() == strconv.Itoa(want)
	case float64:
		f, err := number.Float64()
		return err == nil && f == want
	}
	return want == got
}

// has reports whether a list has an element that matches want.
func has(list any, want any) bool {
	elements, _ := list.([]any)
	for _, e := range elements {
		if len(match(want, e, "")) == 0 {
			return true
		}
	}
	return false
}
