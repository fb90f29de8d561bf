//go:build integration && unix

package integration

import (
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// startupTime bounds how long the server may take until it answers. It is far more
// than the usual ten seconds: on a busy machine more than one minute was seen.
const startupTime = 3 * time.Minute

// server is a running MLflow tracking server with an empty store.
type server struct {
	url       string
	artifacts string // folder that stands for mlflow-artifacts:/
}

// startMLflow starts a server that ends with the test.
func startMLflow(t *testing.T) server {
	t.Helper()
	return startWorkers(t, 1)
}

// startWorkers starts a server of several processes.
func startWorkers(t *testing.T, workers int) server {
	t.Helper()
	python := venvPython(t)
	for range 3 { // another program may take the free port first
		if s, ok := tryMLflow(t, python, workers); ok {
			return s
		}
	}
	t.Fatal("the MLflow server does not start")
	return server{}
}

func tryMLflow(t *testing.T, python string, workers int) (server, bool) {
	t.Helper()
	dir := t.TempDir()
	port := freePort(t)
	s := server{url: "http://127.0.0.1:" + port, artifacts: filepath.Join(dir, "artifacts")}
	log, err := os.Create(filepath.Join(dir, "server.log"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = log.Close() })
	cmd := exec.Command(python, "-m", "mlflow", "server",
		"--host", "127.0.0.1", "--port", port, "--workers", strconv.Itoa(workers),
		"--backend-store-uri", "sqlite:///"+filepath.Join(dir, "mlflow.db"),
		"--artifacts-destination", s.artifacts)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, serverEnv(dir), log, log
	p := start(t, cmd)
	for end := time.Now().Add(startupTime); time.Now().Before(end) && p.running(); {
		if healthy(s.url) {
			return s, true
		}
		time.Sleep(100 * time.Millisecond)
	}
	p.stop()
	text, _ := os.ReadFile(log.Name())
	t.Logf("server log:\n%s", text)
	return server{}, false
}

// serverEnv is all that the server sees of the environment: settings of the
// developer's own MLflow, Python or cloud accounts stay out.
func serverEnv(home string) []string {
	return []string{
		"HOME=" + home,
		"PATH=" + os.Getenv("PATH"),
		"LD_LIBRARY_PATH=" + os.Getenv("LD_LIBRARY_PATH"),
		"LANG=C.UTF-8",
		"MLFLOW_DISABLE_TELEMETRY=true",
		"DO_NOT_TRACK=true",
		"MLFLOW_SERVER_ENABLE_JOB_EXECUTION=false", // its workers are not needed and start slowly
	}
}

func healthy(url string) bool {
	client := http.Client{Timeout: 2 * time.Second}
	resp, err := client.Get(url + "/health")
	if err != nil {
		return false
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return err == nil && resp.StatusCode == http.StatusOK && string(body) == "OK"
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}
