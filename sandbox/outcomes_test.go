package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// work is what a waiting action starts in a sandbox, followed by hand.
type work struct {
	*testing.T
	action *registry.Action
	box    *Sandbox
	poll   params
}

// begin starts the work with example parameters.
func begin(t *testing.T, a *registry.Action, cfg Config) work {
	t.Helper()
	cfg.Registry, cfg.Types = builtin, sharedTypes
	box, err := Open(cfg)
	require.NoError(t, err)
	w := work{T: t, action: a, box: box, poll: params{}}
	full := strings.HasPrefix(a.Path, "/api/1.2/") // where nothing is required
	ps, _ := box.types.Example(schema.Document(a.ParamsSchema()), "", full).(params)
	if e := a.Wait.Each; e != nil { // it takes elements to wait for
		setParam(ps, e.Among, []any{params{"jar": "dbfs:/a.jar"}})
	}
	answer := serve(box, encode(t, a.Name, ps))
	require.Equal(t, http.StatusOK, answer.Code, answer.Body)
	started, err := schema.Decode(answer.Body.Bytes())
	require.NoError(t, err)
	for to, from := range a.Wait.With {
		source, path, _ := strings.Cut(from, ".")
		v, ok := valueAt(map[string]any{"request": ps, "response": started}[source], dotted(path))
		require.True(t, ok, "%s: no %s in %v", a.Name, from, started)
		setParam(w.poll, to, v)
	}
	return w
}

// look polls once; the state is nil where there is nothing any more.
func (w work) look() (state any, answer any) {
	w.Helper()
	got := serve(w.box, encode(w, w.action.Wait.Poll, w.poll))
	v, err := schema.Decode(got.Body.Bytes())
	require.NoError(w, err)
	if got.Code == http.StatusNotFound {
		return nil, nil
	}
	require.Equal(w, http.StatusOK, got.Code, "%v", v)
	wait := w.action.Wait
	path := wait.State
	if wait.Each != nil {
		items, _ := valueAt(v, dotted(wait.Each.Items))
		list, _ := items.([]any)
		require.NotEmpty(w, list)
		v = list[len(list)-1]
	}
	if path == "" {
		return "there", v
	}
	state, _ = valueAt(v, dotted(path))
	return state, v
}

// follow polls until a state of the wait's ends it, and counts the polls.
func (w work) follow() (state, answer any, polls int) {
	w.Helper()
	for polls = 1; polls <= 20; polls++ {
		state, answer = w.look()
		if state == nil || ends(w.action.Wait, state) {
			return state, answer, polls
		}
	}
	w.Fatalf("%s: still %v after %d polls", w.action.Name, state, polls)
	return nil, nil, 0
}

func ends(wait *registry.Wait, state any) bool {
	for _, s := range append(append([]any{}, wait.Success...), wait.Failure...) {
		if fmt.Sprint(s) == fmt.Sprint(state) {
			return true
		}
	}
	return false
}

var sharedTypes = newBox().types

// waiting calls f for each of the 54 actions that wait.
func waiting(t *testing.T, f func(t *testing.T, a *registry.Action)) {
	t.Helper()
	n := 0
	for e := range builtin.All() {
		a, err := builtin.Action(e.Name)
		require.NoError(t, err)
		if a.Wait != nil {
			n++
			t.Run(a.Name, func(t *testing.T) { f(t, a) })
		}
	}
	require.Equal(t, 54, n)
}

// Work goes through its states, one read each, and ends well.
func TestWorkEndsWell(t *testing.T) {
	waiting(t, func(t *testing.T, a *registry.Action) {
		state, v, polls := begin(t, a, Config{}).follow()
		if a.Wait.NotFound == "success" {
			assert.Nil(t, state)
		} else {
			assert.Contains(t, a.Wait.Success, state)
		}
		if r := a.Wait.Result; r != nil && len(r.Success) > 0 {
			assert.Contains(t, r.Success, at(t, v, r.Path))
		}
		at, _, none := begin(t, a, Config{Polls: -1}).follow()
		assert.Equal(t, state, at, "at once")
		assert.Equal(t, 1, none)
		_, _, slow := begin(t, a, Config{Polls: 3}).follow()
		assert.Equal(t, 3*(polls-1)+1, slow, "three reads a state")
	})
}

// Every state and result that ends a wait can be asked for.
func TestWorkEndsAsAsked(t *testing.T) {
	waiting(t, func(t *testing.T, a *registry.Action) {
		if a.Wait.NotFound == "success" {
			return // what is deleted is gone
		}
		for _, want := range append(append([]any{}, a.Wait.Success...), a.Wait.Failure...) {
			w := begin(t, a, Config{Outcomes: map[string]string{a.Name: fmt.Sprint(want)}})
			state, _, _ := w.follow()
			assert.Equal(t, want, state)
			again, _ := w.look()
			assert.Equal(t, want, again, "it stays so")
		}
		r := a.Wait.Result
		if r == nil {
			return
		}
		for _, result := range results(t, a) {
			state, v, _ := begin(t, a, Config{Outcomes: map[string]string{a.Name: fmt.Sprint(a.Wait.Success[0], "/", result)}}).follow()
			assert.Equal(t, a.Wait.Success[0], state)
			assert.Equal(t, result, at(t, v, r.Path))
		}
	})
}

// results are all results that the type knows.
func results(t *testing.T, a *registry.Action) []any {
	t.Helper()
	poll, err := builtin.Action(a.Wait.Poll)
	require.NoError(t, err)
	doc := schema.Document(poll.Response.Schema)
	for _, step := range dotted(a.Wait.Result.Path) {
		doc, _ = sharedTypes.Child(doc, step)
	}
	values, _ := sharedTypes.Resolve(doc)["enum"].([]any)
	require.NotEmpty(t, values, a.Name)
	return values
}

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

func TestIdempotencyTokenMakesOne(t *testing.T) {
	n := 0
	for e := range builtin.All() {
		a, err := builtin.Action(e.Name)
		require.NoError(t, err)
		if a.Idempotency == nil || a.Idempotency.Token == "" || !newBox().world.Knows(a.Name) {
			continue
		}
		n++
		box := New(builtin, sharedTypes)
		call := func(token string) any {
			ps, _ := box.types.Example(schema.Document(a.ParamsSchema()), "", false).(params)
			setParam(ps, a.Idempotency.Token, token)
			return at(t, ask(t, box, a.Name, ps), "run_id")
		}
		first := call("t-1")
		assert.Equal(t, first, call("t-1"), a.Name)
		assert.NotEqual(t, first, call("t-2"), a.Name)
	}
	assert.Equal(t, 4, n)
}

func TestStatementHasItsRows(t *testing.T) {
	box := newBox()
	v := ask(t, box, "post_api_2_0_sql_statements", params{"data": params{"statement": "select 1", "warehouse_id": "example-warehouse_id"}})
	assert.Equal(t, "PENDING", at(t, v, "status.state"))
	assert.NotContains(t, v, "result")
	id := at(t, v, "statement_id")
	var states []any
	for range 3 {
		v = ask(t, box, "get_api_2_0_sql_statements_by_statement_id", params{"statement_id": id})
		states = append(states, at(t, v, "status.state"))
	}
	assert.Equal(t, []any{"PENDING", "RUNNING", "SUCCEEDED"}, states)
	rows, _ := at(t, v, "result.data_array").([]any)
	for next, ok := valueAt(v, dotted("result.next_chunk_index")); ok; {
		chunk := ask(t, box, "get_api_2_0_sql_statements_by_statement_id_result_chunks_by_chunk_index", params{"statement_id": id, "chunk_index": next})
		more, _ := at(t, chunk, "data_array").([]any)
		rows = append(rows, more...)
		next, ok = valueAt(chunk, dotted("next_chunk_index"))
	}
	assert.Len(t, rows, 50)
	assert.Equal(t, json.Number("50"), at(t, v, "manifest.total_row_count"))
}
