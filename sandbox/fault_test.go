package sandbox

import (
	"fmt"
	"math"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// struck says, for n requests of an action, which of them a fault struck.
func struck(f *faults, action string, n int) []int {
	var hits []int
	for i := range n {
		if _, ok := f.pick(action); ok {
			hits = append(hits, i)
		}
	}
	return hits
}

func TestSelection(t *testing.T) {
	rules := func(seed uint64, rules ...Fault) *faults {
		f, err := newFaults(builtin, rules, seed)
		require.NoError(t, err)
		return f
	}
	assert.Equal(t, []int{0, 1, 2, 3}, struck(rules(1, Fault{Kind: "500"}), create, 4))
	assert.Equal(t, []int{2, 3, 4}, struck(rules(1, Fault{Kind: "500", After: 2, Times: 3}), create, 9))
	assert.Empty(t, struck(rules(1, Fault{Kind: "500", Actions: "get_*"}), create, 9))
	assert.Equal(t, []int{0}, struck(rules(1, Fault{Kind: "500", Actions: create}), create, 1))
	assert.Empty(t, struck(rules(1, Fault{Kind: FaultLate}), create, 9), "late is asked for by late")

	tenth := struck(rules(7, Fault{Kind: "500", Rate: 0.1}), create, 1000)
	assert.Len(t, tenth, 104, "the seed decides")
	assert.Equal(t, tenth, struck(rules(7, Fault{Kind: "500", Rate: 0.1}), create, 1000))
	assert.NotEqual(t, tenth, struck(rules(8, Fault{Kind: "500", Rate: 0.1}), create, 1000))
	assert.Equal(t, tenth[:5], struck(rules(7, Fault{Kind: "500", Rate: 0.1, Times: 5}), create, 1000), "times takes the first of them")

	two := rules(1, Fault{Kind: "503", Actions: "post_*", Times: 1}, Fault{Kind: "429", Times: 1})
	first, _ := two.pick(create)
	second, _ := two.pick(create)
	_, third := two.pick(create)
	assert.Equal(t, "503", first.Kind)
	assert.Equal(t, "429", second.Kind)
	assert.False(t, third)
}

func TestLate(t *testing.T) {
	f, err := newFaults(builtin, []Fault{{Kind: FaultLate, Actions: "post_*", Times: 1}, {Kind: FaultLate, Actions: "post_*", Reads: 3, Times: 1}}, 0)
	require.NoError(t, err)
	assert.Zero(t, f.late("get_api_2_2_jobs_list"))
	assert.Equal(t, 1, f.late(create))
	assert.Equal(t, 3, f.late(create))
	assert.Zero(t, f.late(create))
	assert.Zero(t, (*faults)(nil).late(create))
}

// What no action has is answered as ever, and counts for no rule.
func TestUnknownPathsAreNotStruck(t *testing.T) {
	s := faulty(t, Fault{Kind: "500", Times: 1})
	code, _ := refused(t, s, request("GET", "/api/2.0/nothing", ""), 404)
	assert.Equal(t, "ENDPOINT_NOT_FOUND", code)
	refused(t, s, request("GET", "/api/2.2/jobs/list", ""), 500)
}

func TestBadFaultsAreRefusedAllAtOnce(t *testing.T) {
	_, err := Open(Config{Registry: builtin, PageSize: -1, EmptyPages: 1, Faults: []Fault{
		{Kind: "slow", Actions: "[", Rate: math.NaN(), After: -1, Times: -2},
		{Kind: "200", Actions: "push_*", Rate: 2},
		{Kind: "503", RetryAfter: 1500 * time.Millisecond, Reads: 2},
		{Kind: "drop", RetryAfter: time.Second},
		{Kind: "0503"},
		{},
	}})
	require.Error(t, err)
	for _, part := range []string{
		"PageSize -1 is below 0", "EmptyPages 1 would leave no page with items",
		`fault 1: kind "slow" is no kind of fault; use a status from 400 to 599, drop, lose, cut or late`,
		`fault 1: actions "[" is no glob of action names: syntax error in pattern`,
		"fault 1: rate NaN is no chance", "fault 1: after -1 is below 0", "fault 1: times -2 is below 0",
		`fault 2: kind "200" is no kind`, `fault 2: actions "push_*" matches no action`, "fault 2: rate 2 is no chance",
		"fault 3: retry_after 1.5s is no number of whole seconds", "fault 3: reads goes with kind late, not with kind 503",
		"fault 4: retry_after goes with a status, not with kind drop", `fault 5: kind "0503"`, `fault 6: kind ""`,
	} {
		assert.Contains(t, err.Error(), part)
	}
}

func TestFaultsAreSafeForConcurrentUse(t *testing.T) {
	s := faulty(t, Fault{Kind: "500", Times: 50})
	statuses := make(chan int)
	for range 8 {
		go func() {
			for range 20 {
				w := httptest.NewRecorder()
				s.ServeHTTP(w, request("GET", "/api/2.2/jobs/list", ""))
				statuses <- w.Code
			}
		}()
	}
	count := map[int]int{}
	for range 8 * 20 {
		count[<-statuses]++
	}
	assert.Equal(t, map[int]int{500: 50, 200: 110}, count, fmt.Sprint(count))
}
