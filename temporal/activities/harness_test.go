package activities

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

// temporalService is what activities see of the service of Temporal: it keeps their
// heartbeats, hands on what the last said to the next attempt, and may answer as it is told.
type temporalService struct {
	interceptor.WorkerInterceptorBase
	change func(*activity.Info)           // of the attempt
	answer func(n int, said string) error // to heartbeat n, from 1
	stop   chan struct{}                  // the worker stops
	ctx    context.Context                // of the worker

	mu      sync.Mutex
	said    []string // the details of all heartbeats, in JSON
	attempt int32
	last    any
}

func (s *temporalService) RecordActivityHeartbeatWithOptions(_ context.Context, o client.RecordActivityHeartbeatOptions) error {
	text := ""
	var details any
	if len(o.Details) > 0 {
		b, err := json.Marshal(o.Details[0])
		if err != nil {
			return err
		}
		text, details = string(b), json.RawMessage(b)
	}
	s.mu.Lock()
	s.said = append(s.said, text)
	n := len(s.said)
	s.mu.Unlock()
	var err error
	if s.answer != nil {
		err = s.answer(n, text)
	}
	if isTaken(err) {
		s.mu.Lock()
		s.last = details
		s.mu.Unlock()
	}
	return err
}

// heard are the details of the heartbeats so far.
func (s *temporalService) heard() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.said...)
}

func (s *temporalService) InterceptActivity(_ context.Context, next interceptor.ActivityInboundInterceptor) interceptor.ActivityInboundInterceptor {
	return &inbound{interceptor.ActivityInboundInterceptorBase{Next: next}, s}
}

type inbound struct {
	interceptor.ActivityInboundInterceptorBase
	s *temporalService
}

func (i *inbound) Init(next interceptor.ActivityOutboundInterceptor) error {
	return i.Next.Init(&outbound{interceptor.ActivityOutboundInterceptorBase{Next: next}, i.s})
}

type outbound struct {
	interceptor.ActivityOutboundInterceptorBase
	s *temporalService
}

func (o *outbound) GetInfo(ctx context.Context) activity.Info {
	info := o.Next.GetInfo(ctx)
	info.Attempt = o.s.attempt
	info.ActivityID = "7"
	if o.s.change != nil {
		o.s.change(&info)
	}
	return info
}

// run is one more attempt of an activity. Its input is given as JSON.
func (s *temporalService) run(t *testing.T, a *Activities, name, input string, out any) error {
	t.Helper()
	s.attempt++
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet{})
	env := suite.NewTestActivityEnvironment()
	ctx := s.ctx
	if ctx == nil {
		ctx = t.Context()
	}
	env.SetWorkerOptions(worker.Options{
		Interceptors:              []interceptor.WorkerInterceptor{s},
		BackgroundActivityContext: context.WithValue(ctx, serviceKey{}, service(s)),
	})
	if s.stop != nil {
		env.SetWorkerStopChannel(s.stop)
	}
	if s.last != nil {
		env.SetHeartbeatDetails(s.last)
	}
	a.Register(env)
	value, err := env.ExecuteActivity(name, json.RawMessage(input))
	if err == nil && out != nil {
		require.NoError(t, value.Get(out))
	}
	return err
}

// quiet keeps the SDK from writing to the test's output.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}

// workspace is a service behind a connection. It answers as it is told.
type workspace struct {
	answer func(r *http.Request) (*http.Response, error)

	mu    sync.Mutex
	asked []string // method and path of all requests
	sent  []string // their bodies
}

func (w *workspace) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	w.mu.Lock()
	w.asked = append(w.asked, r.Method+" "+r.URL.Path)
	w.sent = append(w.sent, string(body))
	w.mu.Unlock()
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return w.answer(r)
}

// count is how many requests came for a path.
func (w *workspace) count(line string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for _, asked := range w.asked {
		if asked == line {
			n++
		}
	}
	return n
}

// says is an answer; header is name, value and so on.
func says(status int, body string, header ...string) (*http.Response, error) {
	h := http.Header{"Content-Type": {"application/json"}, "X-Request-Id": {"r-1"}}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{
		StatusCode: status, Header: h, Body: io.NopCloser(bytes.NewReader([]byte(body))), ContentLength: int64(len(body)),
		ProtoMajor: 1, ProtoMinor: 1,
	}, nil
}

// on makes activities on connection "prod", which leads to a round tripper.
func on(t *testing.T, carries http.RoundTripper, options ...func(*Options)) *Activities {
	t.Helper()
	c, err := connector.Open(connector.Config{
		Getenv: func(string) string { return "" },
		Connections: map[string]connection.Connection{"prod": {
			Name: "prod", Host: "https://prod.example.com", Auth: connection.StaticToken(sandbox.Token), Transport: carries,
		}},
	})
	require.NoError(t, err)
	o := Options{Connector: c, Connection: "prod"}
	for _, change := range options {
		change(&o)
	}
	a, err := New(o)
	require.NoError(t, err)
	return a
}

// refusal is the application error of an activity with its object.
func refusal(t *testing.T, err error) (*temporal.ApplicationError, connector.ErrorObject) {
	t.Helper()
	var failed *temporal.ApplicationError
	require.ErrorAs(t, err, &failed)
	var o connector.ErrorObject
	require.NoError(t, failed.Details(&o))
	require.Equal(t, o.Category, failed.Type())
	require.Equal(t, o.Retryable, !failed.NonRetryable())
	return failed, o
}
