package runtime

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	goruntime "runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

// zeros is an endless reader.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestUploadsAndDownloadsAreNotHeldInMemory(t *testing.T) {
	const size = 64 << 20
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(io.Discard, r.Body)
		assert.NoError(t, err)
		if r.Method == http.MethodPut {
			assert.EqualValues(t, size, n)
			return
		}
		_, _ = io.Copy(w, io.LimitReader(zeros{}, size))
	})
	client := newClient(server.URL)

	var before, after goruntime.MemStats
	goruntime.ReadMemStats(&before)
	put := newAction(t, putThing)
	_, err := client.Do(t.Context(), put, newPlan(t, put, server.URL, map[string]any{"data": io.LimitReader(zeros{}, size)}))
	require.NoError(t, err)
	get := newAction(t, getFile)
	res, err := client.Do(t.Context(), get, newPlan(t, get, server.URL, nil))
	require.NoError(t, err)
	n, err := io.Copy(io.Discard, res.Stream)
	require.NoError(t, err)
	require.NoError(t, res.Close())
	goruntime.ReadMemStats(&after)

	assert.EqualValues(t, size, n)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(8<<20))
}

// TestManyCallersShareFewConnections: with the pool of two that net/http has by
// default this opens thousands. The slack is for connections that net/http begins
// to open while another becomes free.
func TestManyCallersShareFewConnections(t *testing.T) {
	const callers, calls, slack = 64, 50, 128
	var opened atomic.Int64
	server := httptest.NewUnstartedServer(answerJSON(`{"id": 9007199254740993}`))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	server.Start()
	defer server.Close()
	client, action := newClient(server.URL), newAction(t, postThing)
	var wg sync.WaitGroup
	for range callers {
		wg.Go(func() {
			for i := range calls {
				p, err := NewPlan(action, Target{Host: server.URL}, map[string]any{"data": map[string]any{"i": i}}, nil)
				assert.NoError(t, err)
				res, err := client.Do(context.Background(), action, p)
				if assert.NoError(t, err) {
					assert.JSONEq(t, `{"id": 9007199254740993}`, string(res.Raw))
				}
			}
		})
	}
	wg.Wait()
	assert.LessOrEqual(t, opened.Load(), int64(callers+slack))
}

func TestNothingIsWrittenToStandardError(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	require.NoError(t, err)
	stderr := os.Stderr
	os.Stderr = file
	defer func() { os.Stderr = stderr }()

	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	action := newAction(t, postThing)
	for _, host := range []string{server.URL, closedAddress(t)} {
		_, err := newClient(host).Do(t.Context(), action, newPlan(t, action, host, nil))
		require.Error(t, err)
	}
	require.NoError(t, file.Close())
	text, err := os.ReadFile(file.Name())
	require.NoError(t, err)
	assert.Empty(t, string(text))
}

// TestTransportOfTheConnectionIsUsed: a sandbox is a transport.
func TestTransportOfTheConnectionIsUsed(t *testing.T) {
	seen := ""
	transport := roundTrip(func(r *http.Request) (*http.Response, error) {
		seen = r.URL.String()
		w := httptest.NewRecorder()
		answerJSON(`{}`)(w, r)
		return w.Result(), nil
	})
	action := newAction(t, getThings)
	client := NewClient(&connection.Connection{Host: "https://sandbox", Transport: transport, RetryBudget: -1})
	_, err := client.Do(t.Context(), action, newPlan(t, action, "https://sandbox", nil))
	require.NoError(t, err)
	assert.Equal(t, "https://sandbox/things", seen)
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
