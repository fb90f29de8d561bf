package activities

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/objects"
)

func TestListItems(t *testing.T) {
	for _, c := range []struct {
		name, input string
		want        []int
		pages       int
		more        bool
	}{
		{"all", `{"action":"` + jobsList + `"}`, upTo(0, 25), 3, false},
		{"at most so many", `{"action":"` + jobsList + `","max_items":12}`, upTo(0, 12), 2, true},
		{"at most so many pages", `{"action":"` + jobsList + `","max_pages":1}`, upTo(0, 10), 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var items contract.Items
			s := &temporalService{}
			require.NoError(t, s.run(t, once(t, jobs(25, 5, nil)), contract.ListItems, c.input, &items))
			assert.Equal(t, c.want, idsOf(t, items.Items))
			assert.Equal(t, len(c.want), items.Count)
			assert.Equal(t, c.pages, items.Pages)
			assert.Equal(t, c.more, items.ResumeToken != "")
			assert.Nil(t, items.Object)
		})
	}
	var none contract.Items
	s := &temporalService{}
	require.NoError(t, s.run(t, once(t, jobs(0, 0, nil)), contract.ListItems, `{"action":"`+jobsList+`"}`, &none))
	assert.NotNil(t, none.Items)
	assert.Empty(t, none.Items)
}

// rest runs ListItems until nothing is left, and gives what each answer had.
func rest(t *testing.T, a *Activities, input contract.List) []contract.Items {
	t.Helper()
	var all []contract.Items
	for {
		text, err := json.Marshal(input)
		require.NoError(t, err)
		var items contract.Items
		require.NoError(t, (&temporalService{}).run(t, a, contract.ListItems, string(text), &items))
		whole, err := json.Marshal(items)
		require.NoError(t, err)
		assert.LessOrEqual(t, len(whole), a.MaxPayload+1024)
		all = append(all, items)
		require.Less(t, len(all), 200, "it does not get on")
		if input.StartingToken = items.ResumeToken; input.StartingToken == "" {
			return all
		}
	}
}

// What does not fit into one answer is left to the next, in the middle of a page too.
func TestListItemsThatDoNotFit(t *testing.T) {
	w := jobs(95, 1000, nil)
	var ids []int
	answers := rest(t, once(t, w, maxPayload(16<<10)), contract.List{Call: contract.Call{Action: jobsList}})
	for _, items := range answers {
		ids = append(ids, idsOf(t, items.Items)...)
	}
	assert.Equal(t, upTo(0, 95), ids)
	assert.Greater(t, len(answers), 5)
}

// An item that is larger than an answer goes alone, as an object.
func TestListItemsLargerThanAnAnswer(t *testing.T) {
	a := once(t, jobs(3, 20<<10, nil), maxPayload(16<<10), withStore(t))
	answers := rest(t, a, contract.List{Call: contract.Call{Action: jobsList}})
	require.Len(t, answers, 3)
	for i, items := range answers {
		assert.Empty(t, items.Items)
		assert.Equal(t, 1, items.Count)
		text, err := objects.ReadAll(t.Context(), a.Objects, *items.Object, 1<<20)
		require.NoError(t, err)
		assert.Equal(t, []int{i}, idsOf(t, []json.RawMessage{text}))
	}
	err := (&temporalService{}).run(t, once(t, jobs(3, 20<<10, nil), maxPayload(16<<10)), contract.ListItems, `{"action":"`+jobsList+`"}`, nil)
	failed, o := refusal(t, err)
	assert.True(t, failed.NonRetryable())
	assert.Equal(t, "ANSWER_TOO_LARGE", o.Code)
	assert.NotEmpty(t, o.Hint)
}

func TestListItemsAsAnObject(t *testing.T) {
	a := once(t, jobs(95, 1000, nil), maxPayload(16<<10), withStore(t))
	var items contract.Items
	s := &temporalService{}
	require.NoError(t, s.run(t, a, contract.ListItems, `{"action":"`+jobsList+`","answer":"object"}`, &items))
	assert.Equal(t, 95, items.Count)
	assert.Equal(t, 10, items.Pages)
	assert.Empty(t, items.ResumeToken)
	require.NotNil(t, items.Object)
	assert.Equal(t, 95, items.Object.Count)
	assert.Equal(t, typeLines, items.Object.Type)
	text, err := objects.ReadAll(t.Context(), a.Objects, *items.Object, 1<<20)
	require.NoError(t, err)
	var lines []json.RawMessage
	for line := range strings.Lines(string(text)) {
		lines = append(lines, json.RawMessage(line))
	}
	assert.Equal(t, upTo(0, 95), idsOf(t, lines))

	var none contract.Items
	empty := once(t, jobs(0, 0, nil), withStore(t))
	require.NoError(t, s.run(t, empty, contract.ListItems, `{"action":"`+jobsList+`","answer":"object"}`, &none))
	require.NotNil(t, none.Object, "nothing is an object too")
	assert.Zero(t, none.Object.Size)
}

// What was read before an outage is not read again; a refusal is an error.
func TestListItemsOverAnOutage(t *testing.T) {
	w := jobs(25, 5, map[int]int{1: 500})
	var items contract.Items
	require.NoError(t, (&temporalService{}).run(t, once(t, w), contract.ListItems, `{"action":"`+jobsList+`"}`, &items))
	assert.Equal(t, upTo(0, 10), idsOf(t, items.Items))
	require.NotEmpty(t, items.ResumeToken)
	token := url.QueryEscape(items.ResumeToken)
	assert.Equal(t, token, items.ResumeToken)

	input := `{"action":"` + jobsList + `","starting_token":"` + items.ResumeToken + `"}`
	_, o := refusal(t, (&temporalService{}).run(t, once(t, jobs(25, 5, map[int]int{1: 500})), contract.ListItems, input, nil))
	assert.True(t, o.Retryable, "there is nothing to give, so that Temporal tries again")
	require.NoError(t, (&temporalService{}).run(t, once(t, jobs(25, 5, nil)), contract.ListItems, input, &items))
	assert.Equal(t, upTo(10, 25), idsOf(t, items.Items))

	_, o = refusal(t, (&temporalService{}).run(t, once(t, jobs(25, 5, map[int]int{1: 403})), contract.ListItems, `{"action":"`+jobsList+`"}`, nil))
	assert.False(t, o.Retryable)
	assert.Equal(t, connector.CategoryAuth, o.Category)
	assert.NotEmpty(t, o.ResumeToken)

	_, o = refusal(t, (&temporalService{}).run(t, once(t, jobs(25, 5, map[int]int{1: 500}), withStore(t)), contract.ListItems,
		`{"action":"`+jobsList+`","answer":"object"}`, nil))
	assert.True(t, o.Retryable, "half an object is none")
}

func TestListItemsThatAreNone(t *testing.T) {
	for input, code := range map[string]string{
		`{"action":"get_api_2_1_clusters_get","params":{"cluster_id":"x"}}`: "NOT_A_LIST",
		`{"action":"no_such"}`:                                          "UNKNOWN_ACTION",
		`{"action":"` + jobsList + `","max_items":-1}`:                  "LIST_OPTIONS",
		`{"action":"` + jobsList + `","starting_token":"x"}`:            "RESUME_TOKEN",
		`{"action":"` + jobsList + `","params":{"no":1}}`:               "INVALID_PARAMETERS",
		`{"action":"` + jobsList + `","connection":"other"}`:            "INVALID_PARAMETERS",
		`{"action":"` + jobsList + `","answer":"object"}`:               "INVALID_PARAMETERS",
		`{"action":"post_api_2_0_sql_statements","params":{"data":{}}}`: "LIST_ACTS",
	} {
		w := jobs(25, 5, nil)
		err := (&temporalService{}).run(t, once(t, w), contract.ListItems, input, nil)
		require.Error(t, err, input)
		failed, o := refusal(t, err)
		assert.True(t, failed.NonRetryable(), input)
		assert.Equal(t, code, o.Code, input)
		assert.Empty(t, w.asked, input)
	}
}

// A worker that stops gives what it has read.
func TestListItemsOfAWorkerThatStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := jobs(25, 5, nil)
		s := &temporalService{stop: make(chan struct{})}
		answer := w.answer
		w.answer = func(r *http.Request) (*http.Response, error) {
			if r.URL.Query().Get("page_token") == "1" {
				close(s.stop)
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			return answer(r)
		}
		var items contract.Items
		require.NoError(t, s.run(t, once(t, w), contract.ListItems, `{"action":"`+jobsList+`"}`, &items))
		assert.Equal(t, upTo(0, 10), idsOf(t, items.Items))
		assert.NotEmpty(t, items.ResumeToken)
	})
}

func TestListItemsIsCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := jobs(25, 5, nil)
		s := &temporalService{answer: func(int, string) error { return temporal.NewCanceledError() }}
		w.answer = func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}
		var cancelled *temporal.CanceledError
		require.ErrorAs(t, s.run(t, once(t, w), contract.ListItems, `{"action":"`+jobsList+`"}`, nil), &cancelled)
	})
}

// A local activity that reads needs no heartbeats.
func TestListItemsInALocalActivity(t *testing.T) {
	s := &temporalService{change: func(i *activity.Info) { i.IsLocalActivity = true }}
	var items contract.Items
	require.NoError(t, s.run(t, once(t, jobs(25, 5, nil)), contract.ListItems, `{"action":"`+jobsList+`"}`, &items))
	assert.Equal(t, 25, items.Count)
	assert.Empty(t, s.heard())
}
