//go:build integration && unix

package integration

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// Calls through a network that loses, delays and garbles: how many, and how many run
// at once.
const (
	faultyWrites = 160
	faultyReads  = 80
	faultyAtOnce = 8
)

// faults shows, with the server's own state, that a write is never done twice and one
// that was reported done is there. Creating a run is a POST without a token and takes
// any name again, so a repeat that should not be would make a second run.
func (r runner) faults(t *testing.T) {
	proxy, url := startFaultProxy(t, r.server.url)
	faulty, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{
			connectionName: {Host: url, Auth: connection.StaticToken("none"), RetryBudget: time.Minute, Concurrency: faultyAtOnce},
		},
		Getenv: func(string) string { return "" },
	})
	if err != nil {
		t.Fatal(err)
	}
	experiment := r.create(t, "post_api_2_0_mlflow_experiments_create", map[string]any{"name": "faults"}, "experiment_id")
	done, unknown := writeRuns(t, faulty, experiment)
	there := r.runsByName(t, experiment)
	acted := 0
	for i := range faultyWrites {
		name := fmt.Sprintf("run-%03d", i)
		switch n := len(there[name]); {
		case n > 1:
			t.Errorf("%s was created %d times", name, n)
		case done[name] != "" && (n == 0 || there[name][0] != done[name]):
			t.Errorf("%s was reported done as %s; the server has %v", name, done[name], there[name])
		case unknown[name] && n == 1:
			acted++
		}
	}
	t.Logf("%d writes: %d done, %d unknown of which the server did %d; faults: %v", faultyWrites, len(done), len(unknown), acted, proxy.seen)
	if len(done) == 0 || acted == 0 {
		t.Error("the faults did not show both sides: calls that were done, and calls that were done but not known to be")
	}
	readRuns(t, faulty, experiment)
}

// writeRuns creates the runs and sorts the outcomes: done with an id, or not known.
// Nothing else may come of it.
func writeRuns(t *testing.T, c *connector.Connector, experiment string) (done map[string]string, unknown map[string]bool) {
	t.Helper()
	done, unknown = map[string]string{}, map[string]bool{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range faultyWrites {
		all.Go(func() {
			name := fmt.Sprintf("run-%03d", i)
			res, err := c.RunAction(t.Context(), connectionName, "post_api_2_0_mlflow_runs_create", map[string]any{
				"data": map[string]any{"experiment_id": experiment, "run_name": name},
			})
			mu.Lock()
			defer mu.Unlock()
			var api *connector.APIError
			var noAnswer *connector.SendError
			switch {
			case err == nil:
				done[name] = runID(t, res)
			case errors.As(err, &noAnswer), errors.As(err, &api) && api.Status == 502:
				unknown[name] = true
			default:
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	all.Wait()
	return done, unknown
}

// readRuns reads through the same faults: what only reads always succeeds.
func readRuns(t *testing.T, c *connector.Connector, experiment string) {
	t.Helper()
	var all sync.WaitGroup
	for range faultyReads {
		all.Go(func() {
			_, err := c.RunAction(t.Context(), connectionName, "post_api_2_0_mlflow_runs_search", map[string]any{
				"data": map[string]any{"experiment_ids": []string{experiment}, "max_results": 10},
			})
			if err != nil {
				t.Errorf("a read that may be repeated failed: %v", err)
			}
		})
	}
	all.Wait()
}

func runID(t *testing.T, res *connector.Result) string {
	t.Helper()
	var answer struct {
		Run struct {
			Info struct {
				ID string `json:"run_id"`
			}
		}
	}
	if err := res.Decode(&answer); err != nil {
		t.Error(err)
	}
	return answer.Run.Info.ID
}

// create makes something past the proxy and returns the field that names it.
func (r runner) create(t *testing.T, action string, data map[string]any, field string) string {
	t.Helper()
	res, err := r.connector.RunAction(t.Context(), connectionName, action, map[string]any{"data": data})
	if err != nil {
		t.Fatal(err)
	}
	var answer map[string]string
	if err := res.Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return answer[field]
}

// runsByName reads, past the proxy, the ids of all runs by their names.
func (r runner) runsByName(t *testing.T, experiment string) map[string][]string {
	t.Helper()
	ids := map[string][]string{}
	for token := ""; ; {
		data := map[string]any{"experiment_ids": []string{experiment}, "max_results": 100}
		if token != "" {
			data["page_token"] = token
		}
		res, err := r.connector.RunAction(t.Context(), connectionName, "post_api_2_0_mlflow_runs_search", map[string]any{"data": data})
		if err != nil {
			t.Fatal(err)
		}
		var page struct {
			Runs []struct {
				Info struct {
					ID   string `json:"run_id"`
					Name string `json:"run_name"`
				}
			}
			Next string `json:"next_page_token"`
		}
		if err := res.Decode(&page); err != nil {
			t.Fatal(err)
		}
		for _, run := range page.Runs {
			ids[run.Info.Name] = append(ids[run.Info.Name], run.Info.ID)
		}
		if token = page.Next; token == "" {
			return ids
		}
	}
}
