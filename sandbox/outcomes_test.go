package sandbox

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

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
