// Package health tells machines how a worker is: whether it lives, whether it takes work,
// what it counted.
package health

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"github.com/actionctl/connector/internal/metrics"
)

// patience is how long readiness may take to find out.
const patience = 5 * time.Second

// Handler serves /healthz, /readyz and /metrics to anybody. ready is why the worker takes
// no work now, or nil; why is logged and not told.
func Handler(set *metrics.Set, ready func(context.Context) error, logs *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		if err := ready(ctx); err != nil {
			logs.Warn("not ready", "error", err)
			answer(w, http.StatusServiceUnavailable, "not ready; the log of this worker says why")
			return
		}
		answer(w, http.StatusOK, "ready")
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", metrics.Content)
		_, _ = set.WriteTo(w) // a reader that left is no error of ours
	})
	return mux
}

func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"status": text}) // as above
}
