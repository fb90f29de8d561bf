//go:build e2e && unix

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/temporal/contract"
)

// TestErrors has calls fail in ways that no repeat helps. The workflow is told at once, by
// the same object that all front ends give.
func TestErrors(t *testing.T) {
	t.Parallel()
	get := func(job int) contract.Call {
		return contract.Call{Action: "get_api_2_2_jobs_get", Params: contract.Values{"job_id": job}}
	}
	elsewhere := get(1)
	elsewhere.Connection = "elsewhere"
	for name, tt := range map[string]struct {
		activity string
		input    any
		settings settings
		category string
		sent     bool
	}{
		"no such action":     {contract.RunAction, contract.Call{Action: "get_nothing"}, nil, connector.CategoryUsage, false},
		"wrong parameters":   {contract.RunAction, contract.Call{Action: runNow}, nil, connector.CategoryValidation, false},
		"wrong input":        {contract.RunAction, map[string]any{"acton": runNow}, nil, connector.CategoryUsage, false},
		"another connection": {contract.RunAction, elsewhere, nil, connector.CategoryValidation, false},
		"nothing to wait on": {contract.WaitAction, contract.Wait{Call: creating("once")}, nil, connector.CategoryUsage, false},
		"no list":            {contract.ListItems, contract.List{Call: creating("once")}, nil, connector.CategoryUsage, false},
		"not allowed":        {contract.RunAction, creating("once"), settings{"policy": settings{"mode": "read_only"}}, connector.CategoryPolicy, false},
		"not there":          {contract.RunAction, get(4711), nil, connector.CategoryNotFound, true},
		"wrong token":        {contract.RunAction, get(1), settings{"auth": settings{"type": "pat", "token": "env:HOME"}}, connector.CategoryAuth, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := sandboxed(t, 1)
			s.workAt(t, s.temporal, tt.settings)
			f := byName(t, s, tt.activity, tt.input)
			e := f.fails(t)
			assert.Equal(t, tt.category, e.kind)
			assert.Equal(t, tt.category, e.Category)
			assert.True(t, e.final)
			assert.False(t, e.Retryable)
			assert.False(t, e.InDoubt)
			assert.NotEmpty(t, e.Message)
			assert.EqualValues(t, 1, f.started(t).Attempt)
			assert.Equal(t, tt.sent, s.total() > 0)
		})
	}
}

// TestErrorsOfWork has the work fail that was started well.
func TestErrorsOfWork(t *testing.T) {
	t.Parallel()
	box, err := sandbox.Open(sandbox.Config{
		Registry: connector.Builtin(), Seeds: -1, Outcomes: map[string]string{runNow: "TERMINATED/FAILED"},
	})
	require.NoError(t, err)
	s := siteOf(t, box, box.Connection())
	s.work(t)
	e := byName(t, s, contract.WaitAction, following(s.newJob(t))).fails(t)
	assert.Equal(t, connector.CategoryFailed, e.kind)
	assert.True(t, e.final)
	assert.Equal(t, "TERMINATED", e.State)
	assert.Equal(t, "FAILED", e.Result)
	assert.NotEmpty(t, e.Handle)
	assert.NotEmpty(t, e.Parts)
	assert.Equal(t, 1, s.got(sendRun))
}

// TestErrorsOfSize has the service answer with an error that no history has room for.
func TestErrorsOfSize(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 1)
	long := strings.Repeat("x", 4<<20)
	s.add(&rule{method: "GET", left: 1, treat: func(out http.ResponseWriter, _ *http.Request, _ func() *httptest.ResponseRecorder) {
		out.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(out, `{"error_code": "BAD_REQUEST", "message": %q, "details": [{"reason": %[1]q}]}`, long)
	}})
	s.work(t)
	e := byName(t, s, contract.RunAction, contract.Call{Action: listJobs}).fails(t)
	assert.Equal(t, connector.CategoryClient, e.kind)
	assert.Equal(t, http.StatusBadRequest, e.Status)
	assert.Equal(t, "BAD_REQUEST", e.Code)
	assert.Less(t, len(e.Message), 64<<10)
}
