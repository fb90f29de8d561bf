package waiting_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/waiting"
)

func task(name, more string) string { return `{"task_key":"` + name + `","run_id":` + more + `}` }

func state(life, result string) string {
	return `"state":{"life_cycle_state":"` + life + `","result_state":"` + result + `","state_message":"about ` + result + `"}`
}

// Those that failed by themselves come first, then those that did not run because of
// them, then the others.
func TestParts(t *testing.T) {
	answer := parse(t, `{"state":{"life_cycle_state":"TERMINATED","result_state":"FAILED"},"tasks":[`+
		task("fine", `1,`+state("TERMINATED", "SUCCESS"))+`,`+
		task("after", `2,`+state("SKIPPED", "UPSTREAM_FAILED"))+`,`+
		task("cause", `3,`+state("TERMINATED", "FAILED"))+`,`+
		task("odd", `4,`+state("TERMINATED", "BRAND_NEW"))+`,`+
		task("broke", `5,"state":{"life_cycle_state":"INTERNAL_ERROR"}`)+`,`+
		task("never", `6,"state":{"life_cycle_state":"BLOCKED"}`)+`]}`)
	v := judge(t, runNow, `{}`).Answer(answer, false)
	id := func(n string) object { return object{"run_id": json.Number(n)} }
	assert.Equal(t, []waiting.Part{
		{Name: "cause", State: "FAILED", Message: "about FAILED", Failed: true, Output: id("3")},
		{Name: "odd", State: "BRAND_NEW", Message: "about BRAND_NEW", Failed: true, Output: id("4")},
		{Name: "broke", State: "INTERNAL_ERROR", Failed: true, Output: id("5")},
		{Name: "after", State: "UPSTREAM_FAILED", Message: "about UPSTREAM_FAILED", NotRun: true, Output: id("2")},
		{Name: "fine", State: "SUCCESS", Message: "about SUCCESS", Output: id("1")},
		{Name: "never", State: "BLOCKED", Output: id("6")},
	}, v.Parts)
}

// A part that was tried again is what its last try became.
func TestPartsTriedAgain(t *testing.T) {
	p := wait(t, runNow).Parts
	answer := parse(t, `{"tasks":[`+
		task("a", `1,"attempt_number":0,`+state("TERMINATED", "FAILED"))+`,`+
		task("b", `2,"attempt_number":10,`+state("TERMINATED", "SUCCESS"))+`,`+
		task("a", `3,"attempt_number":1,`+state("TERMINATED", "SUCCESS"))+`,`+
		task("b", `4,"attempt_number":9,`+state("TERMINATED", "FAILED"))+`,`+
		task("c", `5,`+state("TERMINATED", "SUCCESS"))+`,`+
		task("c", `6,`+state("TERMINATED", "FAILED"))+`]}`)
	ends := map[string]string{}
	for _, part := range waiting.Parts(p, answer) {
		ends[part.Name] += part.State
	}
	assert.Equal(t, map[string]string{"a": "SUCCESS", "b": "SUCCESS", "c": "FAILED"}, ends)
}

func TestPartsOfOddAnswers(t *testing.T) {
	p := wait(t, runNow).Parts
	for _, text := range []string{`{}`, `[]`, `null`, `{"tasks":{}}`, `{"tasks":null}`} {
		assert.Empty(t, waiting.Parts(p, parse(t, text)), text)
	}
	assert.Equal(t, []waiting.Part{{}, {}, {Name: "7"}}, waiting.Parts(p, parse(t, `{"tasks":[1,null,{"task_key":7}]}`)))
}
