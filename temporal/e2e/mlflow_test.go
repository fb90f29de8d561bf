//go:build e2e && unix

package e2e

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/workflow"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/durable"
)

const (
	createExperiment = "post_api_2_0_mlflow_experiments_create"
	createRun        = "post_api_2_0_mlflow_runs_create"
	logMetric        = "post_api_2_0_mlflow_runs_log_metric"
	getMLflowRun     = "get_api_2_0_mlflow_runs_get"
	searchRuns       = "post_api_2_0_mlflow_runs_search"

	sendRunCreate = "POST /api/2.0/mlflow/runs/create"
)

// runThrough makes a run on MLflow, logs to it and fetches it.
func runThrough(ctx workflow.Context, connection, experiment string) (float64, error) {
	ctx = durable.WithOptions(ctx, durable.Options{Connection: connection})
	made, err := durable.RunAction(ctx, newRun(experiment))
	if err != nil {
		return 0, err
	}
	var run struct {
		Run struct {
			Info struct {
				ID string `json:"run_id"`
			}
			Data struct{ Metrics []struct{ Value float64 } }
		}
	}
	if err := durable.Decode(ctx, made, &run); err != nil {
		return 0, err
	}
	id := run.Run.Info.ID
	metric := map[string]any{"run_id": id, "key": "rmse", "value": 0.25, "timestamp": 1767225600001, "step": 1}
	if _, err := durable.RunAction(ctx, contract.Call{Action: logMetric, Params: contract.Values{"data": metric}}); err != nil {
		return 0, err
	}
	got, err := durable.RunAction(ctx, contract.Call{Action: getMLflowRun, Params: contract.Values{"run_id": id}})
	if err != nil {
		return 0, err
	}
	if err := durable.Decode(ctx, got, &run); err != nil {
		return 0, err
	}
	if len(run.Run.Data.Metrics) != 1 {
		return 0, fmt.Errorf("the run has %d metrics", len(run.Run.Data.Metrics))
	}
	return run.Run.Data.Metrics[0].Value, nil
}

func newRun(experiment string) contract.Call {
	return contract.Call{Action: createRun, Params: contract.Values{"data": map[string]any{
		"experiment_id": experiment, "run_name": "nightly", "start_time": 1767225600000,
	}}}
}

// TestMLflow runs against a real MLflow server, whose actions have no tokens: what a worker
// that was killed left open stays open.
func TestMLflow(t *testing.T) {
	server := startMLflow(t)
	t.Run("through", func(t *testing.T) {
		s, experiment := server.site(t)
		s.work(t)
		var metric float64
		begin(t, s, runThrough, s.connection, experiment).gives(t, &metric)
		assert.InDelta(t, 0.25, metric, 0)
		assert.Len(t, s.mlflowRuns(t, experiment), 1)
	})
	for name, at := range places {
		t.Run("killed "+name, func(t *testing.T) {
			s, experiment := server.site(t)
			e := s.killed(t, at, sendRunCreate, contract.RunAction, newRun(experiment)).fails(t)
			assert.Equal(t, connector.CategoryUnknown, e.kind)
			assert.True(t, e.final)
			assert.True(t, e.InDoubt)
			assert.Equal(t, 1, s.saw(sendRunCreate), "the call was sent once")
			assert.Len(t, s.mlflowRuns(t, experiment), int(at))
		})
	}
}

// mlflow is the URL of an MLflow server.
type mlflow string

// startMLflow starts a server with an empty store.
func startMLflow(t *testing.T) mlflow {
	t.Helper()
	for range 3 { // another program may take the free port first
		if at, ok := tryMLflow(t); ok {
			return at
		}
	}
	t.Fatal("the MLflow server does not start")
	return ""
}

func tryMLflow(t *testing.T) (at mlflow, ok bool) {
	t.Helper()
	dir, port := t.TempDir(), freePort(t)
	env := []string{
		"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8",
		"MLFLOW_DISABLE_TELEMETRY=true", "DO_NOT_TRACK=true", "MLFLOW_SERVER_ENABLE_JOB_EXECUTION=false",
	}
	p := start(t, env, program(pythonProgram), "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", port,
		"--workers", "1", "--backend-store-uri", "sqlite:///"+filepath.Join(dir, "mlflow.db"),
		"--artifacts-destination", filepath.Join(dir, "artifacts"))
	at = mlflow("http://127.0.0.1:" + port)
	late := time.After(3 * time.Minute)
	for {
		if res, err := http.Get(string(at) + "/health"); err == nil {
			if res.Body.Close() == nil && res.StatusCode == http.StatusOK {
				return at, true
			}
		}
		select {
		case <-p.exited:
			t.Logf("the MLflow server ended: %s", p.log)
			return "", false
		case <-late:
			t.Logf("the MLflow server does not answer: %s", p.log)
			return "", false
		case <-time.After(tick):
		}
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

// site is a wire to the server, and an experiment of its own.
func (m mlflow) site(t *testing.T) (s *site, experiment string) {
	t.Helper()
	to, err := url.Parse(string(m))
	require.NoError(t, err)
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }}
	s = siteOf(t, proxy, connection.Connection{Host: string(m), Auth: connection.StaticToken("none")})
	answer := s.must(t, createExperiment, map[string]any{"data": map[string]any{"name": s.connection}})
	return s, answer["experiment_id"].(string)
}

func (s *site) mlflowRuns(t *testing.T, experiment string) []map[string]any {
	t.Helper()
	return s.all(t, searchRuns, map[string]any{"data": map[string]any{"experiment_ids": []any{experiment}}})
}
