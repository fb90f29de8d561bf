//go:build integration && unix

package integration

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// decision is the form of one: what to do, and why.
var decision = regexp.MustCompile(`^(keep|check): .`)

// prove shows that every known difference is still there. One that is gone fails:
// then its entry goes too, or the descriptor was repaired and the plan can use it.
func (r runner) prove(t *testing.T, known differences) {
	v := vars{"x8001": strings.Repeat("x", 8001), "x8000": strings.Repeat("x", 8000), "x6000": strings.Repeat("x", 6000)}
	r.all(t, known.Setup, v)
	for _, d := range known.Differences {
		t.Run(d.Action, func(t *testing.T) {
			if d.Difference == "" || !decision.MatchString(d.Decision) {
				t.Errorf("incomplete entry: %+v", d)
			}
			proves := func(s step) bool { return s.Action == d.Action }
			if !slices.ContainsFunc(d.Prove, proves) {
				t.Fatal("no step calls the action")
			}
			r.all(t, d.Prove, maps.Clone(v)) // a proof leaves nothing to the next
		})
	}
}
