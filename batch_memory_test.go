package connector_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"

	connector "github.com/actionctl/connector"
)

// memory is a journal that lives as long as the test.
type memory struct {
	mu    sync.Mutex
	last  map[string]connector.JournalRecord
	begun map[string]bool
	all   []connector.JournalRecord
	full  int // records it takes; 0: no limit
}

func (m *memory) Begin(id string) (connector.JournalRecord, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.begun[id] {
		return connector.JournalRecord{}, connector.ErrDuplicateID
	}
	if m.begun == nil {
		m.begun = map[string]bool{}
	}
	m.begun[id] = true
	return m.last[id], nil
}

var errFull = errors.New("the disk is full")

func (m *memory) Write(r connector.JournalRecord) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.full > 0 && len(m.all) >= m.full {
		return errFull
	}
	if m.last == nil {
		m.last = map[string]connector.JournalRecord{}
	}
	m.last[r.ID] = r
	m.all = append(m.all, r)
	return nil
}

// again is the journal for another run.
func (m *memory) again() *memory { return &memory{last: m.last} }

func (m *memory) states() []string {
	var states []string
	for _, r := range m.all {
		states = append(states, fmt.Sprintf("%s %s %d %s", r.ID, r.State, r.Status, r.Code))
	}
	return states
}

const (
	createExperiment = "post_api_2_0_mlflow_experiments_create" // not safe to repeat

	putFile = "put_api_2_0_fs_filesby_file_path"
)

func creating(id, name string) connector.BatchCall {
	return connector.BatchCall{ID: id, Call: connector.Call{
		Connection: "w", Action: createExperiment, Params: map[string]any{"data": map[string]any{"name": name}},
	}}
}

func starting(id string, wait bool) connector.BatchCall {
	return connector.BatchCall{ID: id, Wait: wait, Call: connector.Call{
		Connection: "w", Action: runNow, Params: map[string]any{"data": map[string]any{"job_id": 1}},
	}}
}

// service answers what it is told to, and keeps the requests.
type service struct {
	mu      sync.Mutex
	answer  func(*http.Request) (*http.Response, error)
	heard   []string // method and path
	bodies  []map[string]any
	journal *memory // what stood there when the request came
	seen    []string
}

func (s *service) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = append(s.heard, r.Method+" "+r.URL.Path)
	var body map[string]any
	if r.Body != nil {
		text, _ := io.ReadAll(r.Body)
		_ = json.Unmarshal(text, &body)
	}
	s.bodies = append(s.bodies, body)
	if s.journal != nil {
		s.journal.mu.Lock()
		s.seen = append(s.seen, fmt.Sprint(len(s.journal.all)))
		s.journal.mu.Unlock()
	}
	return s.answer(r)
}

func says(status int, body string) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) { return answering(status, nil, []byte(body)), nil }
}

func breaks(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }

// runJournaled runs calls one after the other and returns the results by id; of calls with
// one id the last.
func runJournaled(t testing.TB, c *connector.Connector, o connector.BatchOptions, calls ...connector.BatchCall) []connector.BatchResult {
	t.Helper()
	o.Concurrency, o.Ordered = 1, true
	var got []connector.BatchResult
	for r := range c.RunBatch(t.Context(), values(calls), o) {
		got = append(got, r)
	}
	return got
}
