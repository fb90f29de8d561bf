package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func handled(t *testing.T, h http.HandlerFunc, method string, body io.Reader) (*http.Response, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, Host+"/a%2Fb?c=d", body)
	require.NoError(t, err)
	return (&http.Client{Transport: transport{h}}).Do(req)
}

func TestConnectionWorks(t *testing.T) {
	conn := newBox().Connection()
	assert.Equal(t, Host, conn.Host)
	credentials, err := conn.Auth.Headers(t.Context(), false)
	require.NoError(t, err)
	req, err := http.NewRequestWithContext(t.Context(), "GET", conn.Host+"/api/2.2/jobs/get?job_id=1", nil)
	require.NoError(t, err)
	req.Header = credentials
	resp, err := conn.Transport.RoundTrip(req)
	require.NoError(t, err)
	defer func() { assert.NoError(t, resp.Body.Close()) }()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	assert.Equal(t, "200 OK", resp.Status)
	assert.EqualValues(t, len(text), resp.ContentLength)
	assert.Contains(t, string(text), `"job_id":1`)
}

// The same answers must come over a socket.
func TestTransportBehavesLikeAServer(t *testing.T) {
	s := newBox()
	srv := httptest.NewServer(s)
	defer srv.Close()
	for _, name := range []string{"get_api_2_2_jobs_list", "head_api_2_0_fs_filesby_file_path", "put_api_2_0_fs_filesby_file_path", "get_api_2_0_fs_filesby_file_path"} {
		ps := params{"file_path": "/a b/c", "data": "abc", "overwrite": true}
		var got [2]*http.Response
		var text [2]string
		for i, base := range []string{srv.URL, Host} {
			in := encode(t, name, ps)
			req, err := http.NewRequestWithContext(t.Context(), in.Method, base+in.URL.RequestURI(), in.Body)
			require.NoError(t, err)
			req.Header = in.Header
			client := srv.Client()
			if base == Host {
				client = &http.Client{Transport: transport{s}}
			}
			resp, err := client.Do(req)
			require.NoError(t, err)
			b, err := io.ReadAll(resp.Body)
			require.NoError(t, err)
			require.NoError(t, resp.Body.Close())
			resp.Header.Del("Date")
			resp.Header.Del("X-Request-Id")
			got[i], text[i] = resp, string(b)
		}
		assert.Equal(t, text[0], text[1], name)
		assert.Equal(t, got[0].Status, got[1].Status, name)
		assert.Equal(t, got[0].Header, got[1].Header, name)
		assert.Equal(t, got[0].ContentLength, got[1].ContentLength, name)
	}
}

func TestAnswerStreams(t *testing.T) {
	next := make(chan string)
	h := func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "/a%2Fb", r.URL.EscapedPath())
		assert.Equal(t, "c=d", r.URL.RawQuery)
		w.Header().Set("X-Early", "1")
		w.(http.Flusher).Flush()
		w.Header().Set("X-Late", "1")
		for text := range next {
			fmt.Fprint(w, text)
			w.(http.Flusher).Flush()
		}
	}
	resp, err := handled(t, h, "GET", nil)
	require.NoError(t, err)
	defer func() { assert.NoError(t, resp.Body.Close()) }()
	assert.EqualValues(t, -1, resp.ContentLength)
	assert.Equal(t, http.Header{"X-Early": {"1"}}, resp.Header)
	for _, text := range []string{"one", "two"} { // each arrives before the next is written
		next <- text
		got := make([]byte, len(text))
		_, err := io.ReadFull(resp.Body, got)
		require.NoError(t, err)
		assert.Equal(t, text, string(got))
	}
	close(next)
	rest, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	assert.Empty(t, rest)
}

func TestPanicIsAnError(t *testing.T) {
	_, err := handled(t, func(http.ResponseWriter, *http.Request) { panic("oh") }, "GET", nil) //nolint:bodyclose // there is none
	assert.ErrorContains(t, err, "the handler panicked: oh")
}

func TestOtherHostsAreRefused(t *testing.T) {
	req := httptest.NewRequest("GET", "http://elsewhere.example/x", nil)
	_, err := transport{newBox()}.RoundTrip(req) //nolint:bodyclose // there is none
	assert.ErrorContains(t, err, `no host "elsewhere.example"`)
}

func TestCancelBeforeTheAnswer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	entered, left := make(chan struct{}), make(chan error, 1)
	h := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(entered)
		_, err := io.ReadAll(r.Body)
		left <- errors.Join(err, r.Context().Err())
	})
	body, _ := io.Pipe() // never written
	req, err := http.NewRequestWithContext(ctx, "PUT", Host+"/x", body)
	require.NoError(t, err)
	go func() { <-entered; cancel() }()
	_, err = transport{h}.RoundTrip(req) //nolint:bodyclose // there is none
	require.ErrorIs(t, err, context.Canceled)
	assert.ErrorIs(t, <-left, context.Canceled)
}

func TestCancelWithinTheAnswer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan struct{})
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(left)
		fmt.Fprint(w, "begin")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	req, err := http.NewRequestWithContext(ctx, "GET", Host+"/x", nil)
	require.NoError(t, err)
	resp, err := transport{h}.RoundTrip(req)
	require.NoError(t, err)
	defer func() { assert.NoError(t, resp.Body.Close()) }()
	begin := make([]byte, 5)
	_, err = io.ReadFull(resp.Body, begin)
	require.NoError(t, err)
	cancel()
	_, err = io.ReadAll(resp.Body)
	require.ErrorIs(t, err, context.Canceled)
	<-left
}

func TestClosingTheAnswerEndsTheHandler(t *testing.T) {
	left := make(chan error, 1)
	resp, err := handled(t, func(w http.ResponseWriter, _ *http.Request) {
		var err error
		for err == nil {
			_, err = fmt.Fprint(w, strings.Repeat("x", 1<<10))
		}
		left <- err
	}, "GET", nil)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Error(t, <-left)
}
