//go:build e2e && unix

package e2e

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/temporal/contract"
)

// Actions, and the requests that they are.
const (
	createJob = "post_api_2_2_jobs_create" // nothing tells a second one from the first
	listJobs  = "get_api_2_2_jobs_list"
	runNow    = "post_api_2_2_jobs_run_now" // has a token
	listRuns  = "get_api_2_2_jobs_runs_list"
	getRun    = "get_api_2_2_jobs_runs_get"
	getOutput = "get_api_2_2_jobs_runs_get_output"
	makeDir   = "put_api_2_0_fs_directoriesby_directory_path" // twice is once

	sendCreate = "POST /api/2.2/jobs/create"
	sendRun    = "POST /api/2.2/jobs/run-now"
	pollRun    = "GET /api/2.2/jobs/runs/get"
	abortRun   = "POST /api/2.2/jobs/runs/cancel"
	sendDir    = "PUT /api/2.0/fs/directories/Volumes/main/default/raw/new"
)

// theJob is the name of the job that is there before.
const theJob = "nightly"

// creating is the call that creates a job.
func creating(name string) contract.Call {
	return contract.Call{Action: createJob, Params: contract.Values{"data": map[string]any{
		"name":  name,
		"tasks": []any{map[string]any{"task_key": "load", "notebook_task": map[string]any{"notebook_path": "/load"}}},
	}}}
}

// running is the call that starts a run of a job.
func running(job any) contract.Call {
	return contract.Call{Action: runNow, Params: contract.Values{"data": map[string]any{"job_id": job}}}
}

// following follows a run of a job to its end.
func following(job any) contract.Wait {
	return contract.Wait{Call: running(job), Interval: 0.05}
}

// newJob makes a job past the wire and returns its id.
func (s *site) newJob(t *testing.T) any {
	t.Helper()
	return s.must(t, createJob, creating(theJob).Params)["job_id"]
}

// runs are the runs of all jobs, past the wire.
func (s *site) runs(t *testing.T) []map[string]any { t.Helper(); return s.all(t, listRuns, nil) }

// jobs counts the jobs of a name, past the wire.
func (s *site) jobs(t *testing.T, name string) int {
	t.Helper()
	return len(s.all(t, listJobs, map[string]any{"name": name}))
}

// number is an integer of an answer.
func number(t *testing.T, v any) int64 {
	t.Helper()
	n, err := v.(json.Number).Int64()
	require.NoError(t, err)
	return n
}
