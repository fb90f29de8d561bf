package health_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/internal/metrics"
	"github.com/actionctl/connector/temporal/internal/health"
)

func TestHandler(t *testing.T) {
	set := &metrics.Set{}
	health.Process(set, "1.2.3")
	var why error
	var log strings.Builder
	h := health.Handler(set, func(ctx context.Context) error {
		_, bounded := ctx.Deadline()
		assert.True(t, bounded)
		return why
	}, slog.New(slog.NewTextHandler(&log, nil)))
	ask := func(method, path string) (int, string) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
		return w.Code, w.Body.String()
	}
	status, text := ask(http.MethodGet, "/healthz")
	assert.Equal(t, 200, status)
	assert.JSONEq(t, `{"status":"ok"}`, text)
	status, text = ask(http.MethodGet, "/readyz")
	assert.Equal(t, 200, status)
	assert.JSONEq(t, `{"status":"ready"}`, text)
	assert.Empty(t, log.String())

	why = errors.New("/secret/place/audit.jsonl: disk full")
	status, text = ask(http.MethodGet, "/readyz")
	assert.Equal(t, 503, status)
	assert.NotContains(t, text, "secret", "anybody may ask")
	assert.Contains(t, log.String(), "disk full")
	status, _ = ask(http.MethodGet, "/healthz")
	assert.Equal(t, 200, status)

	status, text = ask(http.MethodGet, "/metrics")
	assert.Equal(t, 200, status)
	assert.Contains(t, text, `actionctl_build_info{version="1.2.3",go="go`)
	assert.Contains(t, text, "go_goroutines ")
	status, _ = ask(http.MethodPost, "/metrics")
	assert.Equal(t, 405, status)
	status, _ = ask(http.MethodGet, "/")
	assert.Equal(t, 404, status)
}
