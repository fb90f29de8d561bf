//go:build e2e && unix

package e2e

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// How many activities there are: ten thousand, or what the variable says.
const (
	envMany  = "ACTIONCTL_E2E_MANY"
	manyLots = 100
	lotSize  = 100 // of the activities of a workflow, whose history has room for some thousands
)

const (
	manyWorkers = 4
	atOnce      = 50 // activities of one worker
)

// TestMany runs ten thousand activities over four workers, spoils one of twenty of their
// requests in every way there is, and replaces two workers in between: one is killed, one
// told to end. Each is answered once, and what the workflows were told is what the service
// has.
func TestMany(t *testing.T) {
	lots := manyLots
	if text := os.Getenv(envMany); text != "" {
		n, err := strconv.Atoi(text)
		require.NoError(t, err, envMany)
		lots = max(1, n/lotSize)
	}
	s := sandboxed(t, -1)
	job := number(t, s.newJob(t))
	spoiler := s.spoil(t, 0.05, "POST", "GET")
	worker := func() *process { return s.work(t, fmt.Sprint("--activities=", atOnce), "--log=off") }
	workers := make([]*process, manyWorkers)
	for i := range workers {
		workers[i] = worker()
	}
	c := dial(t, s.temporal)
	workflows(t, c, s.connection)
	flows := make([]flow, lots)
	for i := range flows {
		flows[i] = beginOn(t, c, s, many, lot{Queue: s.queue(), Name: fmt.Sprint("job-", i), Job: job, Size: lotSize})
	}
	half := lots * lotSize / kinds // of two kinds of four
	require.Eventually(t, func() bool { return s.got(sendRun) >= half }, 5*time.Minute, 10*time.Millisecond, "half of the runs to be started")
	workers[1].kill()
	workers[1] = worker()
	assert.Zero(t, workers[2].stop(t))
	workers[2] = worker()

	var all []outcome
	for _, f := range flows {
		var some []outcome
		f.gives(t, &some)
		assert.Len(t, some, lotSize)
		all = append(all, some...)
	}
	spoiler.all(t)
	unknown := s.agrees(t, all)
	assert.LessOrEqual(t, unknown, spoiler.doubts[sendCreate]+atOnce, "no more is unknown than was spoiled, or in the hands of the worker that was killed")
	for _, w := range workers {
		assert.Zero(t, w.stop(t))
		assert.Less(t, w.memory(), int64(256<<20), "bytes that a worker has taken at most")
	}
}

// agrees holds what the workflows were told against what the service has, and returns of
// how many activities nobody knows what they did.
func (s *site) agrees(t *testing.T, told []outcome) (unknown int) {
	t.Helper()
	runs, jobs := map[int64]int{}, map[string]int{}
	for _, run := range s.runs(t) {
		runs[number(t, run["run_id"])] = 0
	}
	for _, job := range s.all(t, listJobs, nil) {
		jobs[job["settings"].(map[string]any)["name"].(string)]++
	}
	delete(jobs, theJob)
	made := len(jobs)
	for _, o := range told {
		assert.True(t, o.allowed(), "%+v", o)
		switch {
		case o.Kind == byToken, o.Kind == followed:
			runs[o.Run]++
		case o.Kind == undecidable && o.Error == "":
			assert.Equal(t, 1, jobs[o.Name], o.Name)
		case o.Kind == undecidable:
			unknown++
			assert.LessOrEqual(t, jobs[o.Name], 1, o.Name)
		}
		delete(jobs, o.Name)
	}
	for run, times := range runs {
		assert.Equal(t, 1, times, "run %d was told so many times", run)
	}
	assert.Empty(t, jobs, "jobs that nobody asked for")
	t.Logf("%d activities: %d runs, %d jobs, %d unknown", len(told), len(runs), made, unknown)
	return unknown
}
