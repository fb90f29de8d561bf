//go:build e2e && unix

package e2e

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// How often workers are killed, and how much there is to do meanwhile.
const (
	chaosKills   = 8
	chaosWorkers = 3
	chaosLots    = 8
	chaosAtOnce  = 10
)

// TestKillAgainAndAgain kills workers at any moment: after how many requests, and which one,
// is drawn from a seed that the test prints.
func TestKillAgainAndAgain(t *testing.T) {
	s := sandboxed(t, -1)
	job := number(t, s.newJob(t))
	worker := func() *process { return s.work(t, fmt.Sprint("--activities=", chaosAtOnce), "--log=off") }
	workers := make([]*process, chaosWorkers)
	for i := range workers {
		workers[i] = worker()
	}
	c := dial(t, s.temporal)
	workflows(t, c, s.connection)
	flows := make([]flow, chaosLots)
	for i := range flows {
		flows[i] = beginOn(t, c, s, many, lot{
			Queue: s.queue(), Name: fmt.Sprint("job-", i), Job: job, Size: lotSize, Heartbeat: heartbeat,
		})
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed of the kills: %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for range chaosKills {
		next := s.total() + 1 + random.IntN(chaosLots*lotSize/chaosKills) // the last one before all is done
		require.Eventually(t, func() bool { return s.total() >= next }, patience, time.Millisecond)
		i := random.IntN(chaosWorkers)
		workers[i].kill()
		workers[i] = worker()
	}
	var all []outcome
	for _, f := range flows {
		var some []outcome
		f.gives(t, &some)
		all = append(all, some...)
	}
	assert.Len(t, all, chaosLots*lotSize)
	assert.LessOrEqual(t, s.agrees(t, all), chaosKills*chaosAtOnce)
}
