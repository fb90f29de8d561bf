package connection

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var principal = map[string]string{"client_id": "id", "client_secret": "c4nary/+ secret"}

func tokenNumber(n int, w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, grantAnswer("t"+strconv.Itoa(n), 3600))
}

func TestM2M(t *testing.T) {
	p := newProvider(t, tokenNumber)
	c := newClock()
	a := signed(t, fakeMachine(c, nil), p.URL, principal)
	assert.Empty(t, p.requests(), "nothing is contacted before the first call")
	assert.Equal(t, "Bearer t1", bearerIn(t, a, false))
	assert.Equal(t, "Bearer t1", bearerIn(t, a, false))
	require.Len(t, p.requests(), 1)
	r := p.requests()[0]
	assert.Equal(t, http.MethodPost, r.Method)
	assert.Equal(t, "/oidc/v1/token", r.URL.Path)
	id, secret, _ := r.BasicAuth()
	assert.Equal(t, "id", id)
	assert.Equal(t, "c4nary%2F%2B+secret", secret, "RFC 6749 2.3.1 wants it form-encoded")
	assert.Equal(t, map[string][]string{"grant_type": {"client_credentials"}, "scope": {"all-apis"}}, map[string][]string(r.Form))

	c.add(time.Hour)
	assert.Equal(t, "Bearer t2", bearerIn(t, a, false), "expired")
	assert.Equal(t, "Bearer t3", bearerIn(t, a, true), "refused")
}

// waiter is a context that tells when its caller begins to wait.
type waiter struct {
	context.Context
	waits func()
}

func (w waiter) Done() <-chan struct{} {
	w.waits()
	return w.Context.Done()
}

// Whoever asks while signing in is under way gets its token. The service answers when
// all wait: one that came later with fresh would rightly sign in again.
func TestM2MConcurrently(t *testing.T) {
	const callers = 64
	var waiting, ended sync.WaitGroup
	waiting.Add(callers)
	p := newProvider(t, func(n int, w http.ResponseWriter, r *http.Request) {
		waiting.Wait()
		tokenNumber(n, w, r)
	})
	a := signed(t, fakeMachine(newClock(), nil), p.URL, principal)
	for i := range callers {
		ended.Go(func() {
			headers, err := a.Headers(waiter{t.Context(), sync.OnceFunc(waiting.Done)}, i%2 == 0)
			assert.NoError(t, err)
			assert.Equal(t, "Bearer t1", headers.Get("Authorization"))
		})
	}
	ended.Wait()
	assert.Len(t, p.requests(), 1)
}

func TestM2MDiscovery(t *testing.T) {
	p := newProvider(t, tokenNumber)
	with := func(more ...string) map[string]string {
		keys := map[string]string{"client_id": "id", "client_secret": "c4nary", "scopes": "sql, jobs"}
		for i := 0; i < len(more); i += 2 {
			keys[more[i]] = more[i+1]
		}
		return keys
	}
	bearerIn(t, signed(t, fakeMachine(newClock(), nil), "http://127.0.0.1:1", with("discovery_url", p.URL+discoveryPath)), false)
	assert.Equal(t, "sql jobs", p.requests()[0].Form.Get("scope"))

	for host, want := range map[string]string{
		"https://accounts.cloud.databricks.com": "set account_id",
		"http://127.0.0.1:1":                    "127.0.0.1:1/oidc/.well-known/oauth-authorization-server",
	} {
		_, err := signed(t, fakeMachine(newClock(), nil), host, with()).Headers(t.Context(), false)
		assert.ErrorContains(t, err, want)
	}
	_, err := signed(t, fakeMachine(newClock(), nil), p.URL, with("discovery_url", "http://plain.example/x")).Headers(t.Context(), false)
	assert.ErrorContains(t, err, "unencrypted")

	s := &signIn{settings: settings{"account_id": {text: "a/b"}}, host: "https://accounts.cloud.databricks.com"}
	var d discovery
	endpoint, err := d.endpoint(t.Context(), s)
	require.NoError(t, err)
	assert.Equal(t, "https://accounts.cloud.databricks.com/oidc/accounts/a%2Fb/v1/token", endpoint)
}

// The token endpoint must be encrypted, whatever the document says.
func TestDiscoveryOfAnUnsafeEndpoint(t *testing.T) {
	for document, want := range map[string]string{
		`{"token_endpoint":"http://evil.example/token"}`: "unencrypted",
		`{}`:         "names no token_endpoint",
		`c4nary`:     "not the JSON it should be",
		`["c4nary"]`: "not the JSON it should be",
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(document)) }))
		_, err := signed(t, fakeMachine(newClock(), nil), server.URL, principal).Headers(t.Context(), false)
		server.Close()
		require.ErrorContains(t, err, want)
		assert.NotContains(t, err.Error(), canary)
	}
}

func TestProvidersRefusal(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   string
	}{
		"oauth":      {401, `{"error":"invalid_client","error_description":"Client authentication failed"}`, "401 invalid_client: Client authentication failed; check client_id and client_secret, and that the secret has not expired and the service principal is a member of the workspace"},
		"echo":       {400, `{"error":"bad","error_description":"secret 'c4nary/+ secret' or c4nary%2F%2B+secret\n is\twrong"}`, "400 bad: secret '**REDACTED**' or **REDACTED** is wrong; check client_id"},
		"page":       {403, `<html>c4nary</html>`, "403; check client_id"},
		"success":    {200, `{"error":"invalid_scope"}`, "200 invalid_scope; check client_id"},
		"no token":   {200, `{"c4nary":1}`, "the answer is no token"},
		"no json":    {200, `c4nary`, "the answer is no token"},
		"redirect":   {302, ``, "302; the host redirects"},
		"not there":  {404, `{"error_code":"c4nary"}`, "404; check the host"},
		"broken":     {500, `{}`, "500; the service is busy or broken"},
		"long":       {400, `{"error":"x","error_description":"` + strings.Repeat("ü", 500) + `"}`, "…; check"},
		"the colour": {400, `{"error":"\u001b[31mred"}`, "400 [31mred"},
	} {
		p := newProvider(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Location", "/c4nary")
			w.WriteHeader(c.status)
			_, _ = w.Write([]byte(c.body))
		})
		_, err := signed(t, fakeMachine(newClock(), nil), p.URL, principal).Headers(t.Context(), false)
		require.ErrorIs(t, err, ErrSignIn, name)
		assert.ErrorContains(t, err, "oauth-m2m: signing in failed: "+p.URL+"/oidc/v1/token: ", name)
		assert.ErrorContains(t, err, c.want, name)
		assert.NotContains(t, err.Error(), canary, name)
		var e *SignInError
		require.ErrorAs(t, err, &e)
		assert.NotContains(t, e.Description+e.Code, canary, name)
	}
}

func TestBusyProviderIsAskedAgain(t *testing.T) {
	c := newClock()
	p := newProvider(t, func(n int, w http.ResponseWriter, r *http.Request) {
		switch n {
		case 1:
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		case 2:
			w.WriteHeader(http.StatusServiceUnavailable)
		case 3:
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				_ = conn.Close()
			}
		case 4:
			w.Header().Set("Retry-After", c.now().Add(11*time.Second).Format(http.TimeFormat))
			w.WriteHeader(http.StatusTooManyRequests)
		default:
			tokenNumber(n, w, r)
		}
	})
	assert.Equal(t, "Bearer t5", bearerIn(t, signed(t, fakeMachine(c, nil), p.URL, principal), false))
	assert.Equal(t, []time.Duration{7 * time.Second, time.Second, 2 * time.Second, 11 * time.Second}, c.waits)
	for _, r := range p.requests() {
		if r.Form != nil {
			assert.Equal(t, "client_credentials", r.Form.Get("grant_type"), "the body is whole each time")
		}
	}
}

func TestPatienceEndsAfterAMinute(t *testing.T) {
	c := newClock()
	begun := c.now()
	p := newProvider(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) })
	_, err := signed(t, fakeMachine(c, nil), p.URL, principal).Headers(t.Context(), false)
	require.ErrorContains(t, err, "429; the service is busy")
	assert.LessOrEqual(t, c.now().Sub(begun), signInLimit)
	assert.Greater(t, len(p.requests()), 4)

	c = newClock()
	p = newProvider(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	_, err = signed(t, fakeMachine(c, nil), p.URL, principal).Headers(t.Context(), false)
	require.ErrorContains(t, err, "429")
	assert.Len(t, p.requests(), 1, "an hour is not waited for")
}

func TestSignInIsBoundAndReportsItsEnd(t *testing.T) {
	p := newProvider(t, tokenNumber)
	m := fakeMachine(newClock(), nil)
	s := &signIn{machine: m, kind: kindM2M, host: p.URL, settings: settings{}}
	s.client = func() (*http.Client, error) { return newTokenClient(m, "", "") }
	gone := errors.New("too late")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(gone)
	var d discovery
	_, err := d.endpoint(ctx, s)
	require.ErrorIs(t, err, gone)
	require.ErrorIs(t, err, ErrSignIn)
	assert.ErrorIs(t, signInTimeout{}, context.DeadlineExceeded)
	assert.Equal(t, "signing in took longer than 1m0s", signInTimeout{}.Error())
}

func TestLifetimes(t *testing.T) {
	for _, v := range []any{3599.0, int64(3599), "3599"} {
		assert.Equal(t, 3599*time.Second, seconds(v))
	}
	for _, v := range []any{nil, "", "soon", -1.0, 0.0, 1e300, true} {
		assert.Zero(t, seconds(v))
	}
}
