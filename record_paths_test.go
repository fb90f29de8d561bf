package connector_test

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
)

const (
	getRun    = "get_api_2_2_jobs_runs_get"
	cancelRun = "post_api_2_2_jobs_runs_cancel"
	listJobs  = "get_api_2_2_jobs_list"
	readFile  = "get_api_2_0_fs_filesby_file_path"
)

// jobsService answers lists of two pages, runs that end at their second poll, and files.
func jobsService() roundTrip {
	polls := 0
	return func(r *http.Request) *http.Response {
		text := "{}"
		switch {
		case strings.HasSuffix(r.URL.Path, "/jobs/list") && r.URL.Query().Get("page_token") == "":
			text = `{"jobs":[{"job_id":1}],"has_more":true,"next_page_token":"n"}`
		case strings.HasSuffix(r.URL.Path, "/jobs/list"):
			text = `{"jobs":[{"job_id":2}]}`
		case strings.HasSuffix(r.URL.Path, "/run-now"):
			text = `{"run_id":5}`
		case strings.HasSuffix(r.URL.Path, "/runs/get"):
			polls++
			state := `"RUNNING"`
			if polls%2 == 0 {
				state = `"TERMINATED","result_state":"SUCCESS"`
			}
			text = `{"run_id":5,"state":{"life_cycle_state":` + state + `}}`
		}
		return answering(http.StatusOK, http.Header{"Content-Type": {"application/json"}}, []byte(text))
	}
}

// paths are all ways to make calls.
var paths = []struct {
	name   string
	writes bool // the first call of it
	story  []string
	run    func(ctx context.Context, c *connector.Connector) error
}{
	{"Do", false, []string{"begin " + getJob, "end " + getJob}, func(ctx context.Context, c *connector.Connector) error {
		_, err := c.RunAction(ctx, "w", getJob, job)
		return err
	}},
	{"Do a write", true, []string{"begin " + deleteJob, "end " + deleteJob}, func(ctx context.Context, c *connector.Connector) error {
		_, err := c.RunAction(ctx, "w", deleteJob, map[string]any{"data": job})
		return err
	}},
	{"Items", false, []string{"begin " + listJobs, "end " + listJobs, "begin page " + listJobs, "end page " + listJobs}, func(ctx context.Context, c *connector.Connector) error {
		return last(c.Items(ctx, connector.Call{Connection: "w", Action: listJobs}))
	}},
	{"a stream", false, []string{"begin " + readFile, "end " + readFile}, func(ctx context.Context, c *connector.Connector) error {
		res, err := c.RunAction(ctx, "w", readFile, map[string]any{"file_path": "/x"})
		if err != nil {
			return err
		}
		return res.Close()
	}},
	{"Wait", true, []string{"begin " + runNow, "end " + runNow, "begin poll " + getRun, "end poll " + getRun, "begin poll " + getRun, "end poll " + getRun}, func(ctx context.Context, c *connector.Connector) error {
		_, err := c.Wait(ctx, starting5(), connector.WaitOptions{})
		return err
	}},
	{"WaitFor", false, []string{"begin poll " + getRun, "end poll " + getRun, "begin poll " + getRun, "end poll " + getRun}, func(ctx context.Context, c *connector.Connector) error {
		_, err := c.WaitFor(ctx, handle5(c), connector.WaitOptions{})
		return err
	}},
	{"RunBatch", true, []string{"begin " + deleteJob, "end " + deleteJob, "begin " + getJob, "end " + getJob}, func(ctx context.Context, c *connector.Connector) error {
		calls := []connector.BatchCall{
			{ID: "a", Line: 1, Call: connector.Call{Connection: "w", Action: deleteJob, Params: map[string]any{"data": job}}},
			{ID: "b", Line: 2, Call: connector.Call{Connection: "w", Action: getJob, Params: job}},
		}
		var first error
		for r := range c.RunBatch(ctx, slices.Values(calls), connector.BatchOptions{Concurrency: 1, Ordered: true}) {
			if first == nil {
				first = r.Err
			}
		}
		return first
	}},
}

func starting5() connector.Call {
	return connector.Call{Connection: "w", Action: runNow, Params: map[string]any{"data": map[string]any{"job_id": 7}}}
}

// handle5 is the handle of a run.
func handle5(c *connector.Connector) connector.Handle {
	return connector.Handle{
		Version: 1, Action: runNow, Connection: "w", Host: "https://w.example",
		Poll: map[string]any{"run_id": 5}, Abort: map[string]any{"data": map[string]any{"run_id": 5}}, Started: connector.NewHandClock().Now(),
	}
}

func last[T any](seq iter.Seq2[T, error]) (err error) {
	for _, e := range seq {
		err = e
	}
	return err
}

// Every way of making calls is written down, what the runtime sends by itself too.
func TestEveryPathIsWrittenDown(t *testing.T) {
	for _, path := range paths {
		t.Run(path.name, func(t *testing.T) {
			book := &notebook{}
			service := &countedSends{serve: jobsService()}
			require.NoError(t, path.run(t.Context(), audited(t, service, audit.Strict, book)))
			got, story := book.taken()
			assert.Equal(t, path.story, story)
			assert.Equal(t, len(story)/2, service.since())
			assert.Equal(t, len(story)/2, book.durable)
			for i := 0; i < len(got); i += 2 {
				assert.Equal(t, got[i].Call, got[i+1].Call)
				assert.Equal(t, http.StatusOK, got[i+1].Status)
			}
		})
	}
}

// A mode that keeps calls back keeps all of them back, whatever way they are made.
func TestNoRecordNoCall(t *testing.T) {
	for _, path := range paths {
		for _, mode := range append(audit.Modes(), "") {
			t.Run(fmt.Sprint(path.name, " ", mode), func(t *testing.T) {
				book := &notebook{fails: everyRecord}
				service := &countedSends{serve: jobsService()}
				err := path.run(t.Context(), audited(t, service, mode, book))
				kept := mode == audit.Strict || mode == audit.StrictMutations && path.writes
				if !kept {
					require.NoError(t, err)
					assert.Positive(t, service.since())
					return
				}
				require.ErrorIs(t, err, connector.ErrAudit)
				require.ErrorIs(t, err, errNotebook)
				o := connector.NewErrorObject(err, connector.Call{})
				assert.Equal(t, []any{"AUDIT_FAILED", connector.CategoryLocal, false}, []any{o.Code, o.Category, o.Retryable})
				assert.ErrorContains(t, err, "not sent: the audit record could not be written: no room in the notebook; ")
				want := 0
				if path.name == "RunBatch" && mode == audit.StrictMutations {
					want = 1 // its second call reads
				}
				assert.Equal(t, want, service.since())
			})
		}
	}
}

// A call that was done is done, also when its end cannot be written: whoever made it
// would make it again. The record is owed, and what would stand behind it waits.
func TestTheEndCannotBeWritten(t *testing.T) {
	for _, path := range paths[:2] {
		for _, mode := range audit.Modes() {
			t.Run(fmt.Sprint(path.name, " ", mode), func(t *testing.T) {
				kept := mode == audit.Strict || mode == audit.StrictMutations && path.writes
				book := &notebook{fails: endRecord}
				service := &countedSends{serve: jobsService()}
				c := audited(t, service, mode, book)
				require.NoError(t, path.run(t.Context(), c))
				assert.Equal(t, 1, service.since())
				err := path.run(t.Context(), c)
				if kept {
					require.ErrorIs(t, err, connector.ErrAudit)
					assert.Zero(t, service.since())
				} else {
					require.NoError(t, err)
					assert.Equal(t, 1, service.since())
				}

				book.fails = nil
				require.NoError(t, path.run(t.Context(), c), "it can be written again")
				got, story := book.taken()
				action := got[len(got)-1].Action
				switch {
				case kept:
					assert.Equal(t, []string{"begin " + action, "end " + action, "refused " + action, "begin " + action, "end " + action}, story)
					assert.Equal(t, got[0].Call, got[1].Call)
					assert.Equal(t, "AUDIT_FAILED", got[2].Error)
				default:
					assert.Equal(t, []string{"end " + action, "end " + action, "end " + action}, story)
				}
			})
		}
	}
}

// The end that nobody waits for any more is written down all the same.
func TestAbortsAreWrittenDown(t *testing.T) {
	book := &notebook{}
	ctx, cancel := context.WithCancel(t.Context())
	c := audited(t, &countedSends{serve: jobsService()}, audit.StrictMutations, book)
	_, err := c.Wait(ctx, starting5(), connector.WaitOptions{AbortOnCancel: true, OnProgress: func(connector.Progress) { cancel() }})
	require.ErrorIs(t, err, context.Canceled)
	got, story := book.taken()
	require.Equal(t, []string{"begin " + runNow, "end " + runNow}, story[:2])
	require.Equal(t, []string{"begin abort " + cancelRun, "end abort " + cancelRun}, story[len(story)-2:])
	for _, r := range got {
		assert.Equal(t, audit.Allowed, r.Decision)
	}
}

// What is refused before it is tried is written down too.
func TestRefusedWaitsAndLists(t *testing.T) {
	book := &notebook{}
	c := audited(t, &countedSends{serve: jobsService()}, audit.BestEffort, book)
	denied := connector.WaitOptions{Gates: []connector.Gate{noGate{}}}
	_, err := c.WaitFor(t.Context(), handle5(c), denied)
	require.ErrorIs(t, err, http.ErrNotSupported)
	_, err = c.Wait(t.Context(), connector.Call{Connection: "w", Action: getJob, Params: job}, connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrNoWait)
	require.Error(t, last(c.Items(t.Context(), connector.Call{Connection: "w", Action: "nothing"})))
	list := connector.Call{Connection: "w", Action: listJobs}
	listing := c.List(list)
	for _, err := range listing.Items(t.Context()) {
		require.NoError(t, err)
		break
	}
	token := listing.ResumeToken()
	require.NotEmpty(t, token)
	book.taken()
	list.Gates, list.List.StartingToken = denied.Gates, token
	require.ErrorIs(t, last(c.Items(t.Context(), list)), http.ErrNotSupported)
	got, story := book.taken()
	assert.Equal(t, []string{"refused " + listJobs}, story)
	assert.Equal(t, audit.Denied, got[0].Decision)
}
