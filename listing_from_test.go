package connector_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// A wait ends with an answer that is the first page already.
func TestAListingThatBeginsWithAnAnswer(t *testing.T) {
	for _, action := range []string{"get_api_2_0_sql_statements_by_statement_id", listClusters, "get_api_2_2_jobs_runs_get"} {
		s := serve(t, action, 8)
		c := openOn(t, s)
		call := connector.Call{Connection: "fake", Action: action, Params: example(t, c, s.List, false)}
		answer, err := c.Do(t.Context(), call)
		require.NoError(t, err)
		whole := gather(t, c.ListFrom(call, answer).Items(t.Context()), -1)
		assertItems(t, s, whole)
		asked := map[string]int{}
		for _, r := range s.Requests {
			asked[r.Action.Name]++
		}
		if s.List.Paginate.Follow != nil {
			assert.Equal(t, map[string]int{action: 1, s.Others[0].Name: 2}, asked, "the answer is not asked for again")
			call.List.StartingToken = tokenOf(t, c, call, 2)
			assert.Equal(t, whole[2:], gather(t, c.ListFrom(call, answer).Items(t.Context()), -1), "a token says more than the answer")
		} else {
			assert.Equal(t, map[string]int{action: 3}, asked)
		}
	}
}

func TestLimitsOfAListingThatBeginsWithAnAnswer(t *testing.T) {
	c, call, s := clusters(t, 10)
	answer, err := c.Do(t.Context(), call)
	require.NoError(t, err)
	call.List.MaxPages = 1
	list := c.ListFrom(call, answer)
	assert.Len(t, gather(t, list.Items(t.Context()), -1), 3)
	assert.Len(t, s.Requests, 1)
	call.List.MaxPages = 0
	call.List.StartingToken = list.ResumeToken()
	assert.Len(t, gather(t, c.Items(t.Context(), call), -1), 7)
}
