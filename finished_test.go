package connector_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

func aTask(name string, id int, life, result string) map[string]any {
	state := map[string]any{"life_cycle_state": life, "state_message": "about " + name}
	if result != "" {
		state["result_state"] = result
	}
	return map[string]any{"task_key": name, "run_id": id, "state": state}
}

// failedRun is a run that failed, with these tasks.
func failedRun(tasks ...any) map[string]any {
	return map[string]any{
		"state": map[string]any{"life_cycle_state": "TERMINATED", "result_state": "FAILED", "state_message": "a task failed"},
		"tasks": tasks,
	}
}

// A failed run says which tasks failed by themselves and why.
func TestFailedParts(t *testing.T) {
	s := newWorkService(t, runNow)
	s.polls = []any{failedRun(aTask("fine", 1, "TERMINATED", "SUCCESS"), aTask("after", 2, "SKIPPED", "UPSTREAM_FAILED"), aTask("cause", 3, "TERMINATED", "FAILED"))}
	s.output = map[string]any{"error": "ZeroDivisionError:\n  division by zero"}
	_, err := s.run(connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrFailed)
	e := waitError(t, err)
	assert.Equal(t, []connector.Part{
		{Name: "cause", State: "FAILED", Message: "about cause", Error: "ZeroDivisionError:\n  division by zero", Failed: true},
		{Name: "after", State: "UPSTREAM_FAILED", Message: "about after"},
		{Name: "fine", State: "SUCCESS", Message: "about fine"},
	}, e.Parts)
	assert.Equal(t, []string{"start", "poll", "output"}, s.asked, "only what failed is asked for")
	assert.EqualError(t, err, runNow+": ended in TERMINATED/FAILED: a task failed\n"+
		"  cause FAILED: about cause: ZeroDivisionError: division by zero")
	assert.NotNil(t, e.Resource)

	o := connector.NewErrorObject(err, s.call(s.at.c))
	assert.Equal(t, connector.CategoryFailed, o.Category)
	assert.Equal(t, "FAILED", o.Code)
	assert.Equal(t, "TERMINATED", o.State)
	assert.Equal(t, "FAILED", o.Result)
	assert.Equal(t, e.Parts[:1], o.Parts)
	assert.Equal(t, e.Handle.String(), o.Handle)
	assert.Empty(t, o.Hint)
}

// Why a part failed is worth a question, not the outcome.
func TestPartsThatTellNothing(t *testing.T) {
	for _, output := range []any{status(403), map[string]any{}, map[string]any{"error": 7}, "text"} {
		s := newWorkService(t, runNow)
		s.polls = []any{failedRun(aTask("cause", 3, "TERMINATED", "FAILED"))}
		s.output = output
		_, err := s.run(connector.WaitOptions{})
		assert.Empty(t, waitError(t, err).Parts[0].Error)
	}
}

func TestManyFailedParts(t *testing.T) {
	s := newWorkService(t, runNow)
	var tasks []any
	for i := range 50 {
		tasks = append(tasks, aTask(fmt.Sprintf("t%02d", i), i+1, "TERMINATED", "FAILED"))
	}
	s.polls, s.output = []any{failedRun(tasks...)}, map[string]any{"error": "no"}
	_, err := s.run(connector.WaitOptions{})
	e := waitError(t, err)
	assert.Len(t, e.Parts, 50)
	assert.Equal(t, 20, s.count("output"))
	assert.Equal(t, "no", e.Parts[19].Error)
	assert.Empty(t, e.Parts[20].Error)
	assert.True(t, strings.HasSuffix(err.Error(), "\n  and 30 more"), err)
}

// A run is split over pages; what the wait gives is whole, and so are its parts.
func TestAnswersInPages(t *testing.T) {
	s := newWorkService(t, runNow)
	first, second := failedRun(aTask("one", 1, "TERMINATED", "SUCCESS")), failedRun(aTask("two", 2, "TERMINATED", "FAILED"))
	first["next_page_token"] = "more"
	s.polls, s.output = []any{first, second}, map[string]any{"error": "no"}
	_, err := s.run(connector.WaitOptions{})
	e := waitError(t, err)
	require.Len(t, e.Parts, 2)
	assert.Equal(t, "two", e.Parts[0].Name)
	assert.Len(t, e.Resource.(map[string]any)["tasks"], 2)
	assert.Equal(t, []string{"start", "poll", "poll", "output"}, s.asked)
	assert.Equal(t, 1, e.Polls)
	assert.Contains(t, s.urls[1], "page_token=more")

	first["state"] = map[string]any{"life_cycle_state": "TERMINATED", "result_state": "SUCCESS"}
	s = newWorkService(t, runNow)
	s.polls = []any{first, second}
	call := s.call(s.at.c)
	call.List.MaxPages = 1
	done, err := s.connect(connector.NewHandClock()).Wait(t.Context(), call, connector.WaitOptions{})
	require.NoError(t, err)
	assert.Len(t, done.Resource.(map[string]any)["tasks"], 2, "limits are for items")

	s = newWorkService(t, runNow)
	s.polls = []any{first, status(403)}
	_, err = s.run(connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrPermissionDenied)
	assert.ErrorContains(t, err, "the work ended in success, but its answer could not be read whole")
}

// The rows of a statement, over all its chunks, whether it was done at once or not.
func TestItemsOfWhatIsLeft(t *testing.T) {
	answer := func(state string) string {
		return `{"statement_id":"s","status":{"state":"` + state + `"},"result":{"chunk_index":0,"data_array":[["1"],["2"]],"next_chunk_index":1}}`
	}
	for _, first := range []string{answer("SUCCEEDED"), `{"statement_id":"s","status":{"state":"PENDING"}}`} {
		var asked []string
		service := roundTrip(func(r *http.Request) *http.Response {
			asked = append(asked, r.Method+" "+r.URL.Path)
			switch {
			case r.Method == http.MethodPost:
				return answering(http.StatusOK, nil, []byte(first))
			case strings.HasSuffix(r.URL.Path, "/chunks/1"):
				return answering(http.StatusOK, nil, []byte(`{"chunk_index":1,"data_array":[["3"]]}`))
			}
			return answering(http.StatusOK, nil, []byte(answer("SUCCEEDED")))
		})
		c := openOn(t, service)
		c.SetClock(connector.NewHandClock())
		call := newWorkService(t, runStatement).call(c)
		done, err := c.Wait(t.Context(), call, connector.WaitOptions{})
		require.NoError(t, err)
		assert.Len(t, gather(t, done.Items(t.Context()), -1), 3)
		assert.Equal(t, "GET /api/2.0/sql/statements/s/result/chunks/1", asked[len(asked)-1])

		call.List.MaxItems = 2
		done, err = c.Wait(t.Context(), call, connector.WaitOptions{})
		require.NoError(t, err)
		n := len(asked)
		assert.Len(t, gather(t, done.Items(t.Context()), -1), 2)
		assert.Len(t, asked, n, "no further page")

		list := done.List()
		assert.Len(t, gather(t, list.Items(t.Context()), -1), 2)
		rest, more := list.Rest()
		require.True(t, more)
		assert.Equal(t, "get_api_2_0_sql_statements_by_statement_id", rest.Action)
		assert.Equal(t, map[string]any{"statement_id": "s"}, rest.Params)
		asked, rest.List.MaxItems = nil, 0
		elsewhere := openOn(t, service)
		again := elsewhere.List(rest)
		assert.Equal(t, []any{[]any{"3"}}, gather(t, again.Items(t.Context()), -1))
		assert.Equal(t, []string{"GET /api/2.0/sql/statements/s/result/chunks/1"}, asked, "the statement does not run again")
		_, more = again.Rest()
		assert.False(t, more)
	}
}

// Work that leaves nothing, and the zero Finished, have no list.
func TestNothingIsLeftToList(t *testing.T) {
	list := (&connector.Finished{}).List()
	n := 0
	for _, err := range list.Items(t.Context()) {
		require.ErrorContains(t, err, "the work left no answer to read items from")
		n++
	}
	assert.Equal(t, 1, n)
	_, more := list.Rest()
	assert.False(t, more)
	_, err := list.Plan(t.Context())
	assert.Error(t, err)
}

// What the service answered may hold anything, so nothing prints it by accident.
func TestResourcesAreNotPrinted(t *testing.T) {
	s := newWorkService(t, makeCluster)
	s.polls = []any{map[string]any{"state": "RUNNING", "custom": "precious"}}
	done, err := s.run(connector.WaitOptions{})
	require.NoError(t, err)
	s = newWorkService(t, makeCluster)
	s.polls = []any{map[string]any{"state": "ERROR", "custom": "precious"}}
	_, failed := s.run(connector.WaitOptions{})
	for _, v := range []any{done, *done, failed, waitError(t, failed).Finished, done.Handle, []any{done}} {
		for _, form := range []string{"%v", "%+v", "%#v", "%s"} {
			assert.NotContains(t, fmt.Sprintf(form, v), "precious")
		}
		var log strings.Builder
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		assert.NotContains(t, log.String(), "precious")
	}
	assert.Equal(t, makeCluster+": RUNNING", done.String())
}

// What a service repeats of the call's secrets and of the credentials is hidden in all
// that is told, and texts cannot move a terminal's cursor.
func TestTextsOfTheServiceAreHidden(t *testing.T) {
	const secret = "hunter2hunter2"
	said := "you said " + secret + " with dapiT0ken\x1b[2J"
	bodies := map[string]string{
		"POST": `{"cluster_id":"c"}`,
		"GET":  text(t, map[string]any{"state": "ERROR", "state_message": said}),
	}
	service := roundTrip(func(r *http.Request) *http.Response {
		return answering(http.StatusOK, nil, []byte(bodies[r.Method]))
	})
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{"fake": {
		Host: "https://fake.test", Transport: service, Auth: connection.StaticToken("dapiT0ken"),
	}}})
	require.NoError(t, err)
	c.SetClock(connector.NewHandClock())
	call := newWorkService(t, makeCluster).call(c)
	call.Params["data"].(map[string]any)["docker_image"] = map[string]any{"basic_auth": map[string]any{"password": secret}}
	var told []string
	_, err = c.Wait(t.Context(), call, connector.WaitOptions{OnProgress: func(p connector.Progress) {
		inJSON, marshalErr := json.Marshal(p)
		require.NoError(t, marshalErr)
		told = append(told, string(inJSON), p.Handle.String())
	}})
	require.ErrorIs(t, err, connector.ErrFailed)
	e := waitError(t, err)
	assert.Equal(t, "you said **REDACTED** with **REDACTED** [2J", e.Message)
	for _, shown := range append(errorForms(t, err, call), told...) {
		assert.NotContains(t, shown, secret)
		assert.NotContains(t, shown, "dapiT0ken")
		assert.NotContains(t, shown, "\x1b")
	}
	bodies["GET"] = text(t, map[string]any{"error_code": "X", "message": said})
	failing := roundTrip(func(r *http.Request) *http.Response {
		if r.Method == http.MethodGet {
			return answering(http.StatusBadRequest, nil, []byte(bodies[r.Method]))
		}
		return service(r)
	})
	c = openOn(t, failing)
	c.SetClock(connector.NewHandClock())
	_, err = c.Wait(t.Context(), call, connector.WaitOptions{})
	for _, shown := range errorForms(t, err, call) {
		assert.NotContains(t, shown, secret, "a poll tells the secrets of the start")
	}
}
