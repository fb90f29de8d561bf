//go:build integration && unix

package integration

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A batch that is killed: how many calls it has, how many run at a time, and how often
// it is killed.
const (
	envBatchWrites = "ACTIONCTL_INTEGRATION_BATCH_WRITES"
	batchWrites    = 10000
	batchAtOnce    = 8
	batchKills     = 6
	createRun      = "post_api_2_0_mlflow_runs_create"
)

// TestBatchKilled kills a journaled batch again and again, at points that a logged seed
// gives, and runs it with the same command until it comes to its end. Creating a run is
// not safe to repeat, and the server would show a repeat: it takes any name again. What
// counts is what the server has in the end.
func TestBatchKilled(t *testing.T) {
	s := startWorkers(t, 2)
	binary := buildCommand(t)
	t.Run("writes", func(t *testing.T) { newRunner(t, s).killedWrites(t, binary) })
	t.Run("safe to repeat", func(t *testing.T) { newRunner(t, s).killedDeletes(t, binary) })
}

func runName(i int) string { return fmt.Sprintf("run-%05d", i) }

func (r runner) killedWrites(t *testing.T, binary string) {
	writes := number(t, envBatchWrites, batchWrites)
	experiment := r.create(t, "post_api_2_0_mlflow_experiments_create", map[string]any{"name": fmt.Sprint("killed-", time.Now().UnixNano())}, "experiment_id")
	creating := func(name string) any {
		return map[string]any{"id": name, "action": createRun, "params": body("experiment_id", experiment, "run_name", name)}
	}
	dir := t.TempDir()
	journal := filepath.Join(dir, "journal")
	b := batchCommand{binary: binary, url: r.server.url, home: dir, args: []string{
		writeCalls(t, writes, func(i int) any { return creating(runName(i)) }),
		"--journal", journal, "--concurrency", fmt.Sprint(batchAtOnce),
	}}
	done := b.killUntilDone(t, writes)

	ended := map[string]resultLine{}
	exit := b.run(t, func(l resultLine) bool { ended[l.ID.(string)] = l; return false })
	if len(ended) != writes {
		t.Fatalf("%d of %d calls have an end", len(ended), writes)
	}
	there := r.runsByName(t, experiment)
	var missing []string
	unknown, acted, unanswered := 0, 0, 0
	for i := range writes {
		name := runName(i)
		n, how := len(there[name]), ended[name]
		switch {
		case n > 1:
			t.Errorf("%s was created %d times", name, n)
		case how.Outcome == "done" && n == 0:
			t.Errorf("%s was reported done and is not there", name)
		case how.Outcome == "unknown":
			unknown++
			if how.Status == 0 { // else the server itself said that it failed
				unanswered++
			}
			if acted += n; n == 0 {
				missing = append(missing, name)
			}
		case how.Outcome != "done":
			t.Errorf("%s: %s, %+v", name, how.Outcome, how.Error)
		}
		if done[name] && (how.Outcome != "done" || !how.Skipped) {
			t.Errorf("%s was done in an earlier run; now it is %s, skipped: %t", name, how.Outcome, how.Skipped)
		}
	}
	t.Logf("%d writes, %d kills: %d unknown, of which the server did %d; exit code %d", writes, batchKills, unknown, acted, exit)
	if limit := batchKills * batchAtOnce; unanswered > limit {
		t.Errorf("%d have no answer; at most %d ran when the batch was killed", unanswered, limit)
	}
	if want := map[bool]int{true: 0, false: 7}[unknown == 0]; exit != want {
		t.Errorf("exit code %d, wanted %d", exit, want)
	}
	b.completes(t, r, experiment, missing, creating, writes)
}

// completes repeats, on request, the calls that were not done: in the end every one is
// there once.
func (b batchCommand) completes(t *testing.T, r runner, experiment string, missing []string, creating func(string) any, writes int) {
	t.Helper()
	b.args[0] = writeCalls(t, len(missing), func(i int) any { return creating(missing[i]) })
	if exit := b.run(t, func(resultLine) bool { return false }, "--retry-unknown"); exit != 0 {
		t.Errorf("repeating what was not done: exit code %d", exit)
	}
	there := r.runsByName(t, experiment)
	for i := range writes {
		if n := len(there[runName(i)]); n != 1 {
			t.Errorf("%s is there %d times", runName(i), n)
		}
	}
}

// killUntilDone kills the batch batchKills times, each time after so many results that
// about the same is left for each; every third time while it still repeats what is
// known. It returns the ids that were reported done.
func (b batchCommand) killUntilDone(t *testing.T, calls int) map[string]bool {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed of the kills: %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	done := map[string]bool{}
	for kill := range batchKills {
		after, fresh, any := 1+random.IntN(2*calls/(batchKills+1)), 0, 0
		exit := b.run(t, func(l resultLine) bool {
			any++
			if !l.Skipped {
				fresh++
			}
			if l.Outcome == "done" {
				done[fmt.Sprint(l.ID)] = true
			}
			if kill%3 == 2 {
				return any == after
			}
			return fresh == after
		})
		t.Logf("killed after %d new results: exit code %d, %s", fresh, exit, b.journalEnd(t))
		if exit != -1 {
			t.Logf("the batch came to its end before it was killed")
			break
		}
	}
	return done
}

// journalEnd tells how the journal ends.
func (b batchCommand) journalEnd(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(b.args[2])
	if err != nil {
		t.Fatal(err)
	}
	whole := "whole"
	if !strings.HasSuffix(string(text), "\n") {
		whole = "torn"
	}
	return fmt.Sprintf("%d records, the last is %s", strings.Count(string(text), "\n"), whole)
}
