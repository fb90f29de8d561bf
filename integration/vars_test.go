//go:build integration && unix

package integration

import (
	"fmt"
	"regexp"
)

// vars are values that steps took from answers, for later steps.
type vars map[string]any

var reference = regexp.MustCompile(`\$\{(\w+)\}`)

// expand replaces ${name} throughout a value. A string that is nothing but a
// reference becomes the value as it is, number or text.
func (v vars) expand(x any) (any, error) {
	switch x := x.(type) {
	case string:
		return v.expandText(x)
	case map[string]any:
		out := make(map[string]any, len(x))
		for key, member := range x {
			value, err := v.expand(member)
			if err != nil {
				return nil, err
			}
			out[key] = value
		}
		return out, nil
	case []any:
		out := make([]any, len(x))
		for i, element := range x {
			value, err := v.expand(element)
			if err != nil {
				return nil, err
			}
			out[i] = value
		}
		return out, nil
	}
	return x, nil
}

func (v vars) expandText(text string) (any, error) {
	for _, m := range reference.FindAllStringSubmatch(text, -1) {
		if _, ok := v[m[1]]; !ok {
			return nil, fmt.Errorf("%s was not saved by an earlier step", m[0])
		}
	}
	if m := reference.FindStringSubmatch(text); m != nil && m[0] == text {
		return v[m[1]], nil
	}
	return reference.ReplaceAllStringFunc(text, func(ref string) string {
		return fmt.Sprint(v[ref[2:len(ref)-1]])
	}), nil
}
