package schema

import (
	"math"
	"slices"
	"strings"
)

// nearestBranch chooses among the problems of the branches of a oneOf or anyOf,
// none of which fits the value at a pointer. Where not even the kind of the value
// fits any, it says which kinds would.
func nearestBranch(branches [][]Problem, at string, value any) []Problem {
	best := branches[0]
	for _, b := range branches[1:] {
		if slices.Compare(misfit(b, at), misfit(best, at)) < 0 {
			best = b
		}
	}
	if misfit(best, at)[0] == 0 {
		return best
	}
	var kinds []string
	for _, b := range branches {
		for _, p := range b {
			if p.Pointer == at && !slices.Contains(kinds, p.Expected) {
				kinds = append(kinds, p.Expected)
			}
		}
	}
	p := Problem{Pointer: at, Rule: "type", Expected: strings.Join(kinds, " or "), Found: kindOf(value)}
	p.Message = "expected " + p.Expected + ", found " + p.Found
	return []Problem{p}
}

// misfit says how far a value is from a branch; the branch whose first differing
// number is smaller is nearer. What tells branches apart comes first: the kind of
// the value, then a member that only one value fits, then which members there are.
// After that a problem further down means that more above it was right.
func misfit(problems []Problem, at string) []int {
	var kind, only, names int
	shallowest := math.MaxInt
	for _, p := range problems {
		depth := strings.Count(strings.TrimPrefix(p.Pointer, at), "/")
		shallowest = min(shallowest, depth)
		switch {
		case p.Rule == "type" && depth == 0:
			kind++
		case depth <= 1 && (p.Rule == "const" || p.Rule == "enum" && !strings.Contains(p.Expected, ", ")):
			only++
		case depth == 1 && (p.Rule == RuleRequired || p.Rule == RuleUnknown):
			names++
		}
	}
	return []int{kind, only, names, -shallowest, len(problems)}
}
