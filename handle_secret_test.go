package connector_test

import (
	"encoding/base64"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

const secretWait = `name: post_acme_things
summary: Make a thing.
http: POST /acme/things
body:
  schema:
    type: object
    properties: {key: {type: string, x-sensitive: true}, things: {type: array, items: {type: object, properties: {name: {type: string}, key: {type: string, x-sensitive: true}}, additionalProperties: false}}}
    additionalProperties: false
response: {type: object, properties: {id: {type: string}, key: {type: string, x-sensitive: true}}, additionalProperties: false}
wait:
  poll: get_acme_thing
  with: {id: FROM}
  each: {items: things, among: data.things}
  state: state
  success: [DONE]
  timeout: 1m
`

const secretPoll = `name: get_acme_thing
summary: Get a thing.
http: GET /acme/thing
required: [id]
query: {id: {type: string}}
response: {type: object, properties: {state: {type: string}, things: {type: array, items: {type: object}}}, additionalProperties: false}
`

// acme is a connector with an action of its own whose poll takes its id from somewhere.
func acme(t *testing.T, from, poll string, service http.RoundTripper) *connector.Connector {
	t.Helper()
	c, err := connector.Open(connector.Config{
		Actions: []fs.FS{fstest.MapFS{
			"acme/post_acme_things.yaml": {Data: []byte(strings.Replace(secretWait, "FROM", from, 1))},
			"acme/get_acme_thing.yaml":   {Data: []byte(poll)},
		}},
		Connections: map[string]connection.Connection{"fake": {Host: "https://fake.test", Transport: service, RetryBudget: -1}},
	})
	require.NoError(t, err)
	c.SetClock(connector.NewHandClock())
	return c
}

// A handle can be written down anywhere, so a wait that would put a secret there does
// not begin.
func TestHandlesHoldNoSecrets(t *testing.T) {
	asked := 0
	service := roundTrip(func(r *http.Request) *http.Response {
		asked++
		if r.Method == http.MethodPost {
			return answering(http.StatusOK, nil, []byte(`{"id":"i","key":"precious"}`))
		}
		return answering(http.StatusOK, nil, []byte(`{"things":[{"name":"a","key":"other","state":"GOING"},{"name":"b","state":"DONE"}]}`))
	})
	things := []any{map[string]any{"name": "a", "key": "precious"}, map[string]any{"name": "b"}}
	call := connector.Call{Connection: "fake", Action: "post_acme_things", Params: map[string]any{"data": map[string]any{"key": "precious", "things": things}}}
	secretParam := strings.Replace(secretPoll, "id: {type: string}", "id: {type: string, x-sensitive: true}", 1)
	for _, c := range []*connector.Connector{
		acme(t, "request.data.key", secretPoll, service),
		acme(t, "response.key", secretPoll, service),
		acme(t, "response.id", secretParam, service),
	} {
		_, err := c.Wait(t.Context(), call, connector.WaitOptions{})
		require.ErrorContains(t, err, "is a secret, which a handle must not hold")
		assert.Zero(t, asked)
	}
	c := acme(t, "response.id", secretPoll, service)
	_, err := c.Wait(t.Context(), call, connector.WaitOptions{Timeout: time.Second})
	e := waitError(t, err)
	assert.Equal(t, "1 GOING, 1 DONE", e.State, "services do not give secrets back; elements are known by the rest")
	plain, err := base64.RawURLEncoding.DecodeString(e.Handle.String())
	require.NoError(t, err)
	assert.NotContains(t, string(plain), "precious")
	assert.Equal(t, []any{map[string]any{"name": "a"}, map[string]any{"name": "b"}}, e.Handle.Among)
}
