//go:build e2e && unix

package e2e

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/activities"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/durable"
)

// The smallest limit there is, and so many jobs that their list is above it.
const (
	limit    = 16384
	jobCount = 100
)

var small = fmt.Sprint("--max-payload=", limit)

// readThrough reads an object into a workflow.
func readThrough(ctx workflow.Context, connection string, o contract.Object) (json.RawMessage, error) {
	return durable.Content(durable.WithOptions(ctx, durable.Options{Connection: connection}), o)
}

// listThrough reads a list to its end and gives the names in it.
func listThrough(ctx workflow.Context, connection string) ([]string, error) {
	ctx = durable.WithOptions(ctx, durable.Options{Connection: connection})
	type job struct{ Settings struct{ Name string } }
	var names []string
	for j, err := range durable.As[job](durable.Items(ctx, contract.List{Call: contract.Call{Action: listJobs}})) {
		if err != nil {
			return nil, err
		}
		names = append(names, j.Settings.Name)
	}
	return names, nil
}

// manyJobs is a site with more jobs than an answer may hold, and their names.
func manyJobs(t *testing.T) (s *site, names []string) {
	t.Helper()
	s = sandboxed(t, 1)
	for i := range jobCount {
		names = append(names, fmt.Sprint("job-", i))
		s.must(t, createJob, creating(names[i]).Params)
	}
	return s, names
}

// TestLarge has an answer that is above the limit: one worker stores it, another one, when
// the first is gone, reads it.
func TestLarge(t *testing.T) {
	for name, where := range map[string]func(*testing.T, *site) string{
		"folder": func(t *testing.T, _ *site) string { return t.TempDir() },
		"volume": func(_ *testing.T, s *site) string { return s.connection + ":/Volumes/main/default/raw" },
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := manyJobs(t)
			objects := "--objects=" + where(t, s)
			first := s.work(t, small, objects)
			var res contract.Result
			byName(t, s, contract.RunAction, listing()).gives(t, &res)
			require.NotNil(t, res.Object)
			assert.Greater(t, res.Object.Size, int64(limit))
			first.kill()

			s.work(t, small, objects)
			var page struct{ Jobs []any }
			begin(t, s, readThrough, s.connection, *res.Object).gives(t, &page)
			assert.Len(t, page.Jobs, jobCount)
		})
	}
}

// TestLargeWithoutStore has the same without a place to store it. The workflow is told that
// the action ran, and what to do.
func TestLargeWithoutStore(t *testing.T) {
	s, _ := manyJobs(t)
	s.work(t, small)
	e := byName(t, s, contract.RunAction, listing()).fails(t)
	assert.True(t, e.final)
	assert.Equal(t, 200, e.Status)
	assert.Contains(t, e.Message, strconv.Itoa(limit))
	assert.Contains(t, e.Message+e.Hint, "objects")
	assert.Equal(t, 1, s.got("GET /api/2.2/jobs/list"))
}

// TestLargeList reads a list that is above the limit piece by piece.
func TestLargeList(t *testing.T) {
	s, names := manyJobs(t)
	s.work(t, small)
	var got []string
	begin(t, s, listThrough, s.connection).gives(t, &got)
	assert.ElementsMatch(t, names, got)
}

func listing() contract.Call {
	return contract.Call{Action: listJobs, Params: contract.Values{"limit": jobCount}}
}

// TestLargeInline has answers around the limit that counts when nobody has set one. Temporal
// takes all that is below it.
func TestLargeInline(t *testing.T) {
	for name, tt := range map[string]struct {
		size   int
		inline bool
	}{"below": {activities.DefaultMaxPayload - 4<<10, true}, "above": {activities.DefaultMaxPayload, false}} {
		t.Run(name, func(t *testing.T) {
			s := sandboxed(t, 1)
			job := creating("large")
			job.Params["data"].(map[string]any)["description"] = strings.Repeat("x", tt.size)
			id := s.must(t, createJob, job.Params)["job_id"]
			s.work(t, "--objects="+t.TempDir())
			var res contract.Result
			byName(t, s, contract.RunAction, contract.Call{Action: "get_api_2_2_jobs_get", Params: contract.Values{"job_id": id}}).gives(t, &res)
			assert.Equal(t, tt.inline, res.Object == nil)
			assert.Equal(t, tt.inline, len(res.Data) > tt.size)
		})
	}
}
