package runtime

import (
	"context"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

func TestRestySender(t *testing.T) {
	testSender(t, func() sender { return newRestySender(&connection.Connection{}) })
}

func TestBareSender(t *testing.T) {
	testSender(t, func() sender {
		return bareSender{&http.Client{Transport: newTransport(), CheckRedirect: stay}}
	})
}

// bareSender is the contract met with net/http alone.
type bareSender struct{ client *http.Client }

func (s bareSender) transport() http.RoundTripper { return s.client.Transport }

func (s bareSender) send(to *sending) (*http.Response, error) {
	p := to.plan
	req, err := http.NewRequestWithContext(to, p.Method, p.URL(), nil)
	if err != nil {
		return nil, &unsentError{bareCause(err)}
	}
	maps.Copy(req.Header, p.Header)
	to.addTo(req.Header)
	if p.Body != nil {
		if req.Body, err = p.Body.Open(); err != nil {
			return nil, &unsentError{err}
		}
		req.ContentLength = p.Body.Length
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, bareCause(err)
	}
	return resp, nil
}

// testSender is what every sender has to do.
func testSender(t *testing.T, newSender func() sender) {
	t.Run("sends the plan as it is", func(t *testing.T) { senderSendsPlan(t, newSender()) })
	t.Run("leaves the plan's headers as they are", func(t *testing.T) { senderLeavesHeaders(t, newSender()) })
	t.Run("sends no body where there is none", func(t *testing.T) { senderSendsNothing(t, newSender()) })
	t.Run("opens the body for each attempt", func(t *testing.T) { senderOpensBody(t, newSender()) })
	t.Run("returns redirects", func(t *testing.T) { senderReturnsRedirects(t, newSender()) })
	t.Run("closes every body", func(t *testing.T) { senderClosesBodies(t, newSender()) })
	t.Run("keeps no cookies", func(t *testing.T) { senderKeepsNoCookies(t, newSender()) })
	t.Run("leaves the answer unread", func(t *testing.T) { senderLeavesAnswer(t, newSender()) })
	t.Run("ends with the context", func(t *testing.T) { senderEndsWithContext(t, newSender()) })
	t.Run("keeps the URL out of errors", func(t *testing.T) { senderHidesURL(t, newSender()) })
}

// withBearer is an attempt with these credentials.
func withBearer(t *testing.T, p *Plan, authorization string) *sending {
	var credentials http.Header
	if authorization != "" {
		credentials = http.Header{"Authorization": {authorization}}
	}
	return newSending(t.Context(), p, credentials)
}

func sendTo(t *testing.T, s sender, p *Plan, authorization string) *http.Response {
	t.Helper()
	resp, err := s.send(withBearer(t, p, authorization))
	require.NoError(t, err)
	t.Cleanup(func() { _ = resp.Body.Close() })
	return resp
}

func senderSendsPlan(t *testing.T, s sender) {
	var got *http.Request
	var body []byte
	server := newServer(t, func(_ http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
	})
	p := newPlan(t, newAction(t, "http: POST /a/{v}\npath: {v: {type: string}}\nquery: {q: {type: string}}\nbody: {schema: {type: object}}\n"),
		server.URL, map[string]any{"v": "x/y?z %2F", "q": "a b", "data": map[string]any{"s": "<&>"}})
	p.Header.Set("X-Own", "1")
	sendTo(t, s, p, "Bearer x")
	assert.Equal(t, "POST", got.Method)
	assert.Equal(t, "/a/x%2Fy%3Fz%20%252F?q=a%20b", got.RequestURI)
	assert.Equal(t, `{"s":"<&>"}`, string(body))
	assert.Equal(t, "Bearer x", got.Header.Get("Authorization"))
	assert.Equal(t, "1", got.Header.Get("X-Own"))
	assert.Equal(t, "application/json", got.Header.Get("Content-Type"))
	assert.Empty(t, p.Header.Get("Authorization"), "the token must not get into the plan")
}

// Whatever headers a plan has, a middleware's among them, it keeps them; a Host is no
// header of it.
func senderLeavesHeaders(t *testing.T, s sender) {
	var got *http.Request
	server := newServer(t, func(_ http.ResponseWriter, r *http.Request) { got = r })
	p := newPlan(t, newAction(t, getThings), server.URL, nil)
	for _, header := range []http.Header{
		nil,
		{"Content-Type": {"application/json"}},
		{"Accept": {"application/json"}},
		{"Accept": {"application/json"}, "User-Agent": {"own"}},
		{"Accept": {"application/json"}, "User-Agent": {"own"}, "Host": {"elsewhere.example"}},
		{"Accept": {"application/json"}, "User-Agent": {" "}},
	} {
		p.Header = header.Clone()
		for range 2 { // what one left behind would show in the next
			sendTo(t, s, p, "Bearer x")
			assert.Equal(t, header, p.Header)
			assert.Equal(t, header.Values("Accept"), got.Header.Values("Accept"))
			if own := strings.TrimSpace(header.Get("User-Agent")); own != "" {
				assert.Equal(t, own, got.UserAgent())
			} else {
				assert.NotContains(t, got.UserAgent(), "resty")
			}
			assert.Equal(t, "Bearer x", got.Header.Get("Authorization"))
			assert.Equal(t, strings.TrimPrefix(server.URL, "http://"), got.Host)
		}
	}
}

func senderSendsNothing(t *testing.T, s sender) {
	for _, method := range []string{"GET", "HEAD", "DELETE", "POST", "PUT", "PATCH"} {
		var got *http.Request
		server := newServer(t, func(_ http.ResponseWriter, r *http.Request) { got = r })
		sendTo(t, s, newPlan(t, newAction(t, "http: "+method+" /x\n"), server.URL, nil), "")
		assert.Empty(t, got.TransferEncoding, method)
		assert.Zero(t, got.ContentLength, method)
		assert.NotContains(t, got.Header, "Content-Type")
		assert.NotContains(t, got.Header, "Authorization")
	}
}

func senderOpensBody(t *testing.T, s sender) {
	var bodies []string
	server := newServer(t, func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		bodies = append(bodies, string(body))
	})
	again := newPlan(t, newAction(t, putThing), server.URL, map[string]any{"data": strings.NewReader("bytes")})
	sendTo(t, s, again, "")
	sendTo(t, s, again, "")
	once := newPlan(t, newAction(t, putThing), server.URL, map[string]any{"data": io.MultiReader(strings.NewReader("once"))})
	sendTo(t, s, once, "")
	_, err := s.send(withBearer(t, once, ""))
	require.ErrorIs(t, err, errSpent)
	require.ErrorAs(t, err, new(*unsentError))
	assert.Equal(t, []string{"bytes", "bytes", "once"}, bodies)
}

func senderReturnsRedirects(t *testing.T, s sender) {
	elsewhere := newServer(t, func(http.ResponseWriter, *http.Request) { t.Error("the redirect was followed") })
	for _, status := range []int{301, 302, 303, 307, 308} {
		server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+"/login", status)
		})
		for _, descriptor := range []string{getThings, postThing} {
			resp := sendTo(t, s, newPlan(t, newAction(t, descriptor), server.URL, nil), "Bearer x")
			assert.Equal(t, status, resp.StatusCode)
		}
	}
}

// A redirect that asks for the same body again may have it opened; nobody sends it.
func senderClosesBodies(t *testing.T, s sender) {
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	})
	var open atomic.Int32
	p := newPlan(t, newAction(t, putThing), server.URL, map[string]any{"data": "bytes"})
	p.Body.Open = func() (io.ReadCloser, error) {
		open.Add(1)
		closed := sync.OnceFunc(func() { open.Add(-1) })
		return &onClose{io.NopCloser(strings.NewReader("bytes")), closed}, nil
	}
	resp := sendTo(t, s, p, "")
	assert.Equal(t, http.StatusTemporaryRedirect, resp.StatusCode)
	assert.Zero(t, open.Load())
}

func senderKeepsNoCookies(t *testing.T, s sender) {
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		assert.Empty(t, r.Header.Get("Cookie"))
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "1", Path: "/"})
	})
	for range 2 {
		sendTo(t, s, newPlan(t, newAction(t, getThings), server.URL, nil), "")
	}
}

func senderLeavesAnswer(t *testing.T, s sender) {
	release := make(chan struct{})
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "first ")
		_ = http.NewResponseController(w).Flush()
		<-release
		_, _ = io.WriteString(w, "second")
	})
	resp := sendTo(t, s, newPlan(t, newAction(t, getFile), server.URL, nil), "")
	first := make([]byte, len("first "))
	_, err := io.ReadFull(resp.Body, first)
	require.NoError(t, err)
	close(release) // only now does the server write the rest
	rest, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	assert.Equal(t, "first second", string(first)+string(rest))
}

func senderEndsWithContext(t *testing.T, s sender) {
	ctx, cancel := context.WithCancel(t.Context())
	server := newServer(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	p := newPlan(t, newAction(t, getThings), server.URL, nil)
	_, err := s.send(newSending(ctx, p, nil))
	require.ErrorIs(t, err, context.Canceled)
}

func senderHidesURL(t *testing.T, s sender) {
	p := newPlan(t, newAction(t, "http: GET /x\nquery: {q: {type: string}}\n"), closedAddress(t), map[string]any{"q": "s3cret"})
	_, err := s.send(withBearer(t, p, "Bearer t0ken"))
	require.Error(t, err)
	assert.NotContains(t, err.Error(), "s3cret")
	assert.NotContains(t, err.Error(), "t0ken")
}
