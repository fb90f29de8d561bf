package waiting_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/waiting"
)

const (
	cluster   = "post_api_2_1_clusters_create"
	runNow    = "post_api_2_2_jobs_run_now"
	statement = "post_api_2_0_sql_statements"
	command   = "post_api_1_2_commands_execute"
	edit      = "post_api_2_1_clusters_edit"
	index     = "post_api_2_0_vector_search_indexes"
	makeApp   = "post_api_2_0_apps"
)

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		name, action, params, answer string
		want                         waiting.Verdict
	}{
		{"pending", cluster, `{}`, `{"state":"PENDING","state_message":"Starting Spark"}`,
			waiting.Verdict{State: "PENDING", Message: "Starting Spark"}},
		{"success", cluster, `{}`, `{"state":"RUNNING"}`, waiting.Verdict{End: waiting.Success, State: "RUNNING"}},
		{"failure", cluster, `{}`, `{"state":"TERMINATED","state_message":"no nodes"}`,
			waiting.Verdict{End: waiting.Failure, State: "TERMINATED", Message: "no nodes"}},
		{"a state that nobody knows", cluster, `{}`, `{"state":"HIBERNATING"}`, waiting.Verdict{State: "HIBERNATING"}},
		{"another spelling is another state", cluster, `{}`, `{"state":"running"}`, waiting.Verdict{State: "running"}},
		{"no state", cluster, `{}`, `{}`, waiting.Verdict{}},
		{"null", cluster, `{}`, `{"state":null}`, waiting.Verdict{}},
		{"a number", cluster, `{}`, `{"state":7}`, waiting.Verdict{State: "7"}},
		{"a list", cluster, `{}`, `{"state":["RUNNING"]}`, waiting.Verdict{State: "RUNNING"}},
		{"no object", cluster, `{}`, `"RUNNING"`, waiting.Verdict{}},
		{"true", index, `{}`, `{"status":{"ready":true}}`, waiting.Verdict{End: waiting.Success, State: "true"}},
		{"false", index, `{}`, `{"status":{"ready":false,"message":"building"}}`, waiting.Verdict{State: "false", Message: "building"}},
		{"the text true is not true", index, `{}`, `{"status":{"ready":"true"}}`, waiting.Verdict{State: "true"}},
		{"code", statement, `{}`, `{"status":{"state":"FAILED","error":{"message":"no table","error_code":"BAD_REQUEST"}}}`,
			waiting.Verdict{End: waiting.Failure, State: "FAILED", Message: "no table", Code: "BAD_REQUEST"}},
		{"a result that fails", command, `{}`, `{"status":"Finished","results":{"resultType":"error","cause":"NameError"}}`,
			waiting.Verdict{End: waiting.Failure, State: "Finished", Result: "error", Message: "NameError"}},
		{"another result", command, `{}`, `{"status":"Finished","results":{"resultType":"text"}}`,
			waiting.Verdict{End: waiting.Success, State: "Finished", Result: "text"}},
		{"a result with a pending state", command, `{}`, `{"status":"Running","results":{"resultType":"error"}}`,
			waiting.Verdict{State: "Running"}},
		{"among several failing results", edit, `{}`, `{"state":"TERMINATED","termination_reason":{"type":"CLOUD_FAILURE"}}`,
			waiting.Verdict{End: waiting.Failure, State: "TERMINATED", Result: "CLOUD_FAILURE"}},
		{"success_when holds", makeApp, `{"no_compute":true}`, `{"compute_status":{"state":"STOPPED"}}`,
			waiting.Verdict{End: waiting.Success, State: "STOPPED"}},
		{"success_when with another value", makeApp, `{"no_compute":false}`, `{"compute_status":{"state":"STOPPED"}}`,
			waiting.Verdict{End: waiting.Failure, State: "STOPPED"}},
		{"success_when without the parameter", makeApp, `{}`, `{"compute_status":{"state":"STOPPED"}}`,
			waiting.Verdict{End: waiting.Failure, State: "STOPPED"}},
		{"a run that succeeded", runNow, `{}`, `{"state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}}`,
			waiting.Verdict{End: waiting.Success, State: "TERMINATED", Result: "SUCCESS"}},
		{"a run that failed", runNow, `{}`, `{"state":{"life_cycle_state":"TERMINATED","result_state":"FAILED"}}`,
			waiting.Verdict{End: waiting.Failure, State: "TERMINATED", Result: "FAILED"}},
		{"a result that nobody knows", runNow, `{}`, `{"state":{"life_cycle_state":"TERMINATED","result_state":"ODD"}}`,
			waiting.Verdict{End: waiting.Failure, State: "TERMINATED", Result: "ODD"}},
		{"a run that was skipped has no result", runNow, `{}`, `{"state":{"life_cycle_state":"SKIPPED"}}`,
			waiting.Verdict{End: waiting.Success, State: "SKIPPED"}},
		{"a run that broke", runNow, `{}`, `{"state":{"life_cycle_state":"INTERNAL_ERROR","result_state":"FAILED"}}`,
			waiting.Verdict{End: waiting.Failure, State: "INTERNAL_ERROR", Result: "FAILED"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, settling := range []bool{true, false} {
				assert.Equal(t, c.want, judge(t, c.action, c.params).Answer(parse(t, c.answer), settling))
			}
		})
	}
}

// The answer that started the work counts only where it tells a state.
func TestStart(t *testing.T) {
	j := judge(t, statement, `{}`)
	assert.Equal(t, waiting.Success, j.Start(parse(t, `{"status":{"state":"SUCCEEDED"}}`), true).End)
	assert.Equal(t, waiting.Verdict{State: "PENDING"}, j.Start(parse(t, `{"status":{"state":"PENDING"}}`), true))
	assert.Equal(t, waiting.Verdict{}, j.Start(parse(t, `{"statement_id":"s"}`), true))
	assert.Equal(t, waiting.Verdict{}, j.Start(nil, true))
	gone := judge(t, "delete_api_2_0_apps_by_name", `{}`)
	assert.Equal(t, waiting.Verdict{}, gone.Start(parse(t, `{"name":"x"}`), true))
	libraries := judge(t, "post_api_2_0_libraries_install", `{"data":{"libraries":[]}}`)
	assert.Equal(t, waiting.Verdict{}, libraries.Start(parse(t, `{}`), false), "no elements because they are not told")
}

// A stale state counts once another was seen, or when the work has settled.
func TestStale(t *testing.T) {
	const start = "post_api_2_1_clusters_start"
	stopped, pending := parse(t, `{"state":"TERMINATED"}`), parse(t, `{"state":"PENDING"}`)
	j := judge(t, start, `{}`)
	assert.Equal(t, waiting.Verdict{State: "TERMINATED"}, j.Answer(stopped, true))
	assert.Equal(t, waiting.Failure, j.Answer(stopped, false).End)

	j = judge(t, start, `{}`)
	assert.Equal(t, waiting.Pending, j.Answer(stopped, true).End)
	assert.Equal(t, waiting.Pending, j.Answer(pending, true).End)
	assert.Equal(t, waiting.Failure, j.Answer(stopped, true).End, "it began and stopped again")
	assert.Equal(t, waiting.Failure, judge(t, start, `{}`).Answer(parse(t, `{"state":"ERROR"}`), true).End, "only those that are named")
	assert.Equal(t, waiting.Pending, judge(t, start, `{}`).Answer(parse(t, `{}`), true).End)
}

func TestNotFound(t *testing.T) {
	for _, c := range []struct {
		action   string
		settling bool
		end      waiting.End
		ok       bool
	}{
		{"delete_api_2_0_apps_by_name", false, waiting.Success, true},
		{"post_api_2_0_libraries_install", false, waiting.Pending, true},
		{cluster, true, waiting.Pending, true},
		{cluster, false, waiting.Pending, false},
		{"post_api_2_1_clusters_start", true, waiting.Pending, false}, // it was there before
	} {
		v, ok := judge(t, c.action, `{}`).NotFound(c.settling)
		assert.Equal(t, c.ok, ok, c.action)
		assert.Equal(t, waiting.Verdict{End: c.end}, v, c.action)
	}
}

// Either list of results may be given alone.
func TestResultLists(t *testing.T) {
	w := &registry.Wait{State: "s", Success: []any{"END"}, Result: &registry.WaitResult{Path: "r", Failure: []string{"BAD"}}}
	for result, want := range map[string]waiting.End{"BAD": waiting.Failure, "ODD": waiting.Success} {
		v := waiting.NewJudge(w, nil, nil).Answer(object{"s": "END", "r": result}, false)
		assert.Equal(t, want, v.End, result)
	}
	w.Result = &registry.WaitResult{Path: "r", Success: []string{"GOOD"}}
	for result, want := range map[string]waiting.End{"GOOD": waiting.Success, "ODD": waiting.Failure} {
		v := waiting.NewJudge(w, nil, nil).Answer(object{"s": "END", "r": result}, false)
		assert.Equal(t, want, v.End, result)
	}
	v := waiting.NewJudge(w, nil, nil).Answer(object{"s": "END"}, false)
	assert.Equal(t, waiting.Success, v.End, "the state decides")
}
