package runtime

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

// heard is what a server got of a request.
type heard struct{ Proto, Path, Query, Name, Body string }

func repeatBack(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(heard{r.Proto, r.URL.Path, r.URL.RawQuery, r.Header.Get("X-Name"), string(body)})
}

// Calls that end well, that are given up and that panic share what a client keeps; none
// gets anything of another.
func TestCallsAreNotCrossed(t *testing.T) {
	for _, proto := range []string{"HTTP/1.1", "HTTP/2.0"} {
		server := httptest.NewUnstartedServer(http.HandlerFunc(repeatBack))
		server.EnableHTTP2 = proto == "HTTP/2.0"
		server.StartTLS()
		t.Cleanup(server.Close)
		c := NewClient(&connection.Connection{
			Host: server.URL, Transport: server.Client().Transport, Auth: connection.StaticToken("t0ken"), RetryBudget: -1,
		})
		a := newAction(t, "http: PUT /of/{n}\npath: {n: {type: string}}\nquery: {q: {type: string}}\n"+
			"body: {required: true, content: application/octet-stream}\nresponse: {type: object}\n")
		one := newPlan(t, a, server.URL, map[string]any{"n": "one", "q": "one", "data": "one"})
		one.Header.Set("X-Name", "one")
		var wg sync.WaitGroup
		for i := range 32 {
			wg.Go(func() {
				for j := range 8 {
					name := strconv.Itoa(i*8 + j)
					p := newPlan(t, a, server.URL, map[string]any{"n": name, "q": name, "data": name})
					p.Header.Set("X-Name", name)
					if i%2 == 0 { // without what the sender shares with the plan
						p.Header.Del("User-Agent")
					} else {
						p.Header.Set("User-Agent", "own")
					}
					switch j % 4 {
					case 0:
						assertHeard(t, c, a, p, heard{proto, "/of/" + name, "q=" + name, name, name})
					case 1:
						assertHeard(t, c, a, one, heard{proto, "/of/one", "q=one", "one", "one"})
					case 2:
						ctx, cancel := context.WithCancel(t.Context())
						cancel()
						_, err := c.Do(ctx, a, p)
						assert.ErrorIs(t, err, context.Canceled)
					case 3:
						p.Body.Open = func() (io.ReadCloser, error) { panic(name) }
						assert.PanicsWithValue(t, name, func() { _, _ = c.Do(t.Context(), a, p) })
					}
				}
			})
		}
		wg.Wait()
	}
}

func assertHeard(t *testing.T, c *Client, a *registry.Action, p *Plan, want heard) {
	t.Helper()
	res, err := c.Do(t.Context(), a, p)
	if !assert.NoError(t, err) {
		return
	}
	var got heard
	assert.NoError(t, json.Unmarshal(res.Raw, &got))
	assert.Equal(t, want, got)
}
