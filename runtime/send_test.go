package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

func TestSendErrorKeepsItsCause(t *testing.T) {
	action, host := newAction(t, getThings), closedAddress(t)
	for _, timeout := range []time.Duration{0, time.Hour} {
		client := NewClient(&connection.Connection{Host: host, Timeout: timeout, RetryBudget: -1})
		_, err := client.Do(t.Context(), action, newPlan(t, action, host, nil))
		var send *SendError
		require.ErrorAs(t, err, &send)
		assert.NotErrorIs(t, err, context.Canceled, "the connection was refused, not given up")
		assert.Contains(t, err.Error(), "refused")
		assert.Equal(t, host, send.Host)
		assert.True(t, send.Reads)
	}
}

// A transport may use an HTTP client itself, whose errors have the URL.
func TestTheURLStaysOutOfErrorsOfTransports(t *testing.T) {
	transport := roundTrip(func(r *http.Request) (*http.Response, error) {
		return nil, &url.Error{Op: "Get", URL: r.URL.String(), Err: io.ErrUnexpectedEOF}
	})
	action := newAction(t, "http: GET /x\nquery: {q: {type: string}}\n")
	c := NewClient(&connection.Connection{Transport: transport, RetryBudget: -1})
	_, err := c.Do(t.Context(), action, newPlan(t, action, "https://h", map[string]any{"q": "s3cret"}))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.NotContains(t, err.Error(), "s3cret")
}

// TestEndOfTheContext: before the answer and within it, canceled and too late.
func TestEndOfTheContext(t *testing.T) {
	var started chan struct{}
	hang := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/file" {
			_, _ = io.WriteString(w, "begin")
			_ = http.NewResponseController(w).Flush()
		}
		select {
		case started <- struct{}{}:
		default: // nobody waits
		}
		<-r.Context().Done()
	}
	for _, descriptor := range []string{getThings, "http: GET /file\nresponse: {type: object}\n"} {
		started = make(chan struct{}, 1)
		server := newServer(t, hang)
		action := newAction(t, descriptor)
		plan := newPlan(t, action, server.URL, nil)

		ctx, cancel := context.WithCancelCause(t.Context())
		go func() {
			<-started
			cancel(errGivenUp)
		}()
		_, err := newClient(server.URL).Do(ctx, action, plan)
		require.ErrorAs(t, err, new(*SendError))
		require.ErrorIs(t, err, errGivenUp)

		client := NewClient(&connection.Connection{Host: server.URL, Timeout: 20 * time.Millisecond, RetryBudget: -1})
		_, err = client.Do(t.Context(), action, plan)
		require.ErrorAs(t, err, new(*SendError))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Contains(t, err.Error(), "the connection's timeout of 20ms passed")
		server.Close() // waits for the handlers, which use started
	}
}

var errGivenUp = errors.New("given up")

func TestCancelEndsAStream(t *testing.T) {
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "begin")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	action := newAction(t, getFile)
	ctx, cancel := context.WithCancel(t.Context())
	res, err := newClient(server.URL).Do(ctx, action, newPlan(t, action, server.URL, nil))
	require.NoError(t, err)
	_, err = io.ReadFull(res.Stream, make([]byte, len("begin")))
	require.NoError(t, err)
	cancel()
	_, err = res.Stream.Read(make([]byte, 1))
	require.ErrorIs(t, err, context.Canceled)
	assert.NoError(t, res.Close())
}

// TestTimeoutLivesAsLongAsTheStream: it is not over when Do returns, and not left
// running when the stream is closed.
func TestTimeoutLivesAsLongAsTheStream(t *testing.T) {
	var attempt context.Context
	transport := roundTrip(func(r *http.Request) (*http.Response, error) {
		attempt = r.Context()
		w := httptest.NewRecorder()
		_, _ = w.WriteString("{}")
		return w.Result(), nil
	})
	client := NewClient(&connection.Connection{Transport: transport, Timeout: time.Hour, RetryBudget: -1})

	file := newAction(t, getFile)
	res, err := client.Do(t.Context(), file, newPlan(t, file, "https://h", nil))
	require.NoError(t, err)
	require.NoError(t, attempt.Err())
	require.NoError(t, res.Close())
	require.Error(t, attempt.Err())

	things := newAction(t, getThings)
	_, err = client.Do(t.Context(), things, newPlan(t, things, "https://h", nil))
	require.NoError(t, err)
	require.Error(t, attempt.Err())
}

func TestNothingIsSentWithoutATokenOrBody(t *testing.T) {
	server := newServer(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	put := newAction(t, putThing)
	missing := errors.New("no such file")
	open := func() (io.ReadCloser, error) { return nil, missing }
	_, err := newClient(server.URL).Do(t.Context(), put, newPlan(t, put, server.URL, map[string]any{"data": open}))
	require.ErrorIs(t, err, missing)
	assert.EqualError(t, err, "test_action: not sent: cannot open the body: no such file")

	// What opens the body may use HTTP itself.
	cause := missing
	missing = fmt.Errorf("part 1: %w", &url.Error{Op: "Get", URL: "https://source.example/file?signature=s3cret", Err: cause})
	_, err = newClient(server.URL).Do(t.Context(), put, newPlan(t, put, server.URL, map[string]any{"data": open}))
	require.ErrorIs(t, err, cause)
	require.NotErrorAs(t, err, new(*SendError), "which says that it may have been sent")
	assert.NotContains(t, err.Error(), "s3cret")

	nowhere := newPlan(t, put, "http://a b", map[string]any{"data": "bytes"})
	_, err = newClient(server.URL).Do(t.Context(), put, nowhere)
	require.NotErrorAs(t, err, new(*SendError))
	assert.ErrorContains(t, err, "not sent: invalid character")

	get := newAction(t, getThings)
	for _, token := range []string{"", "s3cret\n", "s3cret\x00"} {
		client := NewClient(&connection.Connection{Auth: connection.StaticToken(token)})
		_, err := client.Do(t.Context(), get, newPlan(t, get, server.URL, nil))
		require.ErrorContains(t, err, "connection test: the token")
		assert.NotContains(t, err.Error(), "s3cret")
	}
}

func TestSpentBodyIsNotSentAsAnEmptyOne(t *testing.T) {
	var lengths []int64
	server := newServer(t, func(_ http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		lengths = append(lengths, n)
	})
	action := newAction(t, putThing)
	plan := newPlan(t, action, server.URL, map[string]any{"data": io.LimitReader(zeros{}, 10)})
	_, err := newClient(server.URL).Do(t.Context(), action, plan)
	require.NoError(t, err)
	_, err = newClient(server.URL).Do(t.Context(), action, plan)
	require.ErrorIs(t, err, errSpent)
	assert.Equal(t, []int64{10}, lengths)
}

func TestAnswerOfAnErrorIsKept(t *testing.T) {
	answer := `{"statement_id": "s", "status": {"state": "FAILED"}}`
	server := newServer(t, answerJSON(answer))
	action := newAction(t, "http: GET /things\nresponse: {type: object}\nfails_when: {path: status.state, values: [FAILED]}\n")
	res, err := newClient(server.URL).Do(t.Context(), action, newPlan(t, action, server.URL, nil))
	assert.Nil(t, res)
	var api *APIError
	require.ErrorAs(t, err, &api)
	assert.JSONEq(t, answer, string(api.Raw))
}

func TestLongErrorAnswersAreCut(t *testing.T) {
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = io.Copy(w, io.LimitReader(zeros{}, 4*maxErrorBody))
	})
	action := newAction(t, getThings)
	_, err := newClient(server.URL).Do(t.Context(), action, newPlan(t, action, server.URL, nil))
	var api *APIError
	require.ErrorAs(t, err, &api)
	assert.Len(t, api.Raw, maxErrorBody)
	checkErrorTexts(t, api)
}
