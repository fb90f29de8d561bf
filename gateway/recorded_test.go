package gateway

import (
	"bytes"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

// mostChecked bounds the answers that are held against their schema.
const mostChecked = 4 << 20

// asDeclared holds every answer of a gateway against the OpenAPI document: its status, its
// media type, its JSON.
func asDeclared(t testing.TB, g *Gateway) http.Handler {
	t.Helper()
	declared := map[string]map[int][]answer{}
	for _, r := range g.routes() {
		of := map[int][]answer{}
		for _, a := range append(r.Answers, r.problems()...) {
			of[a.Status] = append(of[a.Status], a)
		}
		declared[r.Method+" "+r.Pattern] = of
	}
	var over sync.WaitGroup
	t.Cleanup(over.Wait)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		over.Add(1)
		defer over.Done()
		_, pattern := g.mux.Handler(r)
		rec := &declaredWriter{ResponseWriter: w}
		g.ServeHTTP(rec, r) // one that is cut off panics, and is not held against anything
		if of, known := declared[pattern]; known && clean(r.URL.Path) {
			rec.check(t, r.Method+" "+r.URL.Path, of[rec.status])
		}
	})
}

// declaredWriter keeps what was answered.
type declaredWriter struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (w *declaredWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *declaredWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *declaredWriter) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	if w.body.Len() <= mostChecked {
		w.body.Write(p)
	}
	return w.ResponseWriter.Write(p)
}

func (w *declaredWriter) check(t testing.TB, what string, answers []answer) {
	t.Helper()
	content, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
	if !assert.NotEmpty(t, answers, "%s: status %d is not declared", what, w.status) || w.body.Len() > mostChecked {
		return
	}
	for _, a := range answers {
		if want := a.Content; want == content || want == "" && content == jsonContent {
			w.checkBody(t, what, content, a.Schema)
			return
		}
		if a.Content == bytesContent && content != jsonContent {
			return // bytes come with the type that the service gives them
		}
	}
	assert.Fail(t, "undeclared media type", "%s: status %d with %q is not declared", what, w.status, content)
}

func (w *declaredWriter) checkBody(t testing.TB, what, content, name string) {
	t.Helper()
	pieces := [][]byte{w.body.Bytes()}
	switch content {
	case linesContent:
		pieces = bytes.Split(bytes.TrimSpace(w.body.Bytes()), []byte("\n"))
	case eventsContent:
		pieces = nil
		for line := range bytes.Lines(w.body.Bytes()) {
			if data, ok := bytes.CutPrefix(line, []byte("data: ")); ok {
				pieces = append(pieces, data)
			}
		}
	}
	if name == "" {
		return
	}
	for _, piece := range pieces {
		if err := checked(t, name, piece); !assert.NoError(t, err, what) {
			t.Logf("%.2000s", piece)
			return
		}
	}
}
