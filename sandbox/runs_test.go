package sandbox

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A run that fails says which task did, and why.
func TestFailedRunHasAFailedTask(t *testing.T) {
	box, err := Open(Config{Registry: builtin, Types: sharedTypes, Outcomes: map[string]string{"post_api_2_2_jobs_run_now": "TERMINATED/FAILED"}})
	require.NoError(t, err)
	job := ask(t, box, "post_api_2_2_jobs_create", params{"data": params{"name": "nightly", "tasks": []any{params{"task_key": "first"}, params{"task_key": "second"}}}})
	run := at(t, ask(t, box, "post_api_2_2_jobs_run_now", params{"data": params{"job_id": at(t, job, "job_id")}}), "run_id")
	var states []any
	var v any
	for len(states) == 0 || states[len(states)-1] != "TERMINATED" {
		v = ask(t, box, "get_api_2_2_jobs_runs_get", params{"run_id": run})
		states = append(states, at(t, v, "state.life_cycle_state"))
		require.Less(t, len(states), 9)
	}
	assert.Equal(t, []any{"QUEUED", "PENDING", "RUNNING", "TERMINATING", "TERMINATED"}, states)
	assert.Equal(t, "FAILED", at(t, v, "state.result_state"))
	assert.Equal(t, "nightly", at(t, v, "run_name"))
	assert.Equal(t, at(t, job, "job_id"), at(t, v, "job_id"))
	assert.Equal(t, "SUCCESS", at(t, v, "tasks.0.state.result_state"))
	assert.Equal(t, "FAILED", at(t, v, "tasks.1.state.result_state"))
	assert.Equal(t, "second", at(t, v, "tasks.1.task_key"))
	output := ask(t, box, "get_api_2_2_jobs_runs_get_output", params{"run_id": at(t, v, "tasks.1.run_id")})
	assert.Contains(t, at(t, output, "error"), "The task ended in FAILED, as the sandbox was told.")
	output = ask(t, box, "get_api_2_2_jobs_runs_get_output", params{"run_id": at(t, v, "tasks.0.run_id")})
	assert.NotContains(t, output, "error")
}

// A task that ended well leaves what tasks of its kind leave, asked for by its own id
// or, where it is the only one, by that of the run.
func TestTaskLeavesItsOutput(t *testing.T) {
	box, err := Open(Config{Registry: builtin, Types: sharedTypes, Polls: -1})
	require.NoError(t, err)
	job := ask(t, box, "post_api_2_2_jobs_create", params{"data": params{"tasks": []any{
		params{"task_key": "only", "notebook_task": params{"notebook_path": "/a"}},
	}}})
	run := at(t, ask(t, box, "post_api_2_2_jobs_run_now", params{"data": params{"job_id": at(t, job, "job_id")}}), "run_id")
	task := at(t, ask(t, box, "get_api_2_2_jobs_runs_get", params{"run_id": run}), "tasks.0.run_id")
	for _, id := range []any{run, task} {
		output := ask(t, box, "get_api_2_2_jobs_runs_get_output", params{"run_id": id})
		assert.NotEmpty(t, at(t, output, "notebook_output.result"))
		assert.NotContains(t, output, "logs")
	}
}

// A stop ends what goes on: a cancelled run is cancelled.
func TestCancelledRun(t *testing.T) {
	box := newBox()
	run := at(t, ask(t, box, "post_api_2_2_jobs_run_now", params{"data": params{"job_id": 1}}), "run_id")
	active := func() []any {
		v := ask(t, box, "get_api_2_2_jobs_runs_list", params{"active_only": true})
		list, _ := at(t, v, "runs").([]any)
		return list
	}
	require.Len(t, active(), 1)
	assert.Equal(t, run, at(t, active()[0], "run_id"))
	ask(t, box, "post_api_2_2_jobs_runs_cancel", params{"data": params{"run_id": run}})
	for range 3 {
		ask(t, box, "get_api_2_2_jobs_runs_get", params{"run_id": run})
	}
	v := ask(t, box, "get_api_2_2_jobs_runs_get", params{"run_id": run})
	assert.Equal(t, "TERMINATED", at(t, v, "state.life_cycle_state"))
	assert.Equal(t, "CANCELED", at(t, v, "state.result_state"))
	assert.Empty(t, active())

	ask(t, box, "post_api_2_2_jobs_runs_cancel", params{"data": params{"run_id": 1}})
	v = ask(t, box, "get_api_2_2_jobs_runs_get", params{"run_id": 1})
	assert.Equal(t, "SUCCESS", at(t, v, "state.result_state"), "it was over")

	ask(t, box, "post_api_2_2_jobs_run_now", params{"data": params{"job_id": 1}})
	ask(t, box, "post_api_2_2_jobs_runs_cancel_all", params{"data": params{"job_id": 1}})
	assert.Empty(t, active())
}
