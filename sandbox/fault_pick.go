package sandbox

import (
	"cmp"
	"math/rand/v2"
	"sync"

	"github.com/actionctl/connector/registry"
)

// faults picks the fault that strikes a request. It is safe for concurrent use; a
// nil one picks none.
type faults struct {
	mu    sync.Mutex
	rules []*faultRule
}

// faultRule is a rule and what it did so far.
type faultRule struct {
	Fault
	random *rand.Rand // one for each rule, so that rules do not change each other's chances
	seen   int        // matching requests
	struck int
}

// newFaults checks the rules and seeds their chances.
func newFaults(reg registry.Registry, rules []Fault, seed uint64) (*faults, error) {
	if len(rules) == 0 {
		return nil, nil //nolint:nilnil // nil picks none
	}
	if err := checkFaults(reg, rules); err != nil {
		return nil, err
	}
	f := &faults{}
	for i, rule := range rules {
		f.rules = append(f.rules, &faultRule{Fault: rule, random: rand.New(rand.NewPCG(seed, uint64(i)))}) //nolint:gosec // chances, no secrets
	}
	return f, nil
}

// pick returns the fault that strikes a request of an action, if one does.
func (f *faults) pick(action string) (Fault, bool) {
	return f.first(action, func(rule Fault) bool { return rule.Kind != FaultLate })
}

// late is for how many reads what a call of an action made is not found. Ask once
// for each thing that is made; reads that do not find it carry FaultHeader.
func (f *faults) late(action string) int {
	rule, ok := f.first(action, func(rule Fault) bool { return rule.Kind == FaultLate })
	if !ok {
		return 0
	}
	return cmp.Or(rule.Reads, 1)
}

func (f *faults) first(action string, ok func(Fault) bool) (Fault, bool) {
	if f == nil {
		return Fault{}, false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, rule := range f.rules {
		if ok(rule.Fault) && rule.matches(action) && rule.strikes() {
			return rule.Fault, true
		}
	}
	return Fault{}, false
}

// strikes counts a matching request and decides it. A chance is drawn for every one
// of them, so that After and Times do not move the others.
func (rule *faultRule) strikes() bool {
	hit := rule.random.Float64() < cmp.Or(rule.Rate, 1)
	rule.seen++
	if !hit || rule.seen <= rule.After || rule.Times > 0 && rule.struck >= rule.Times {
		return false
	}
	rule.struck++
	return true
}
