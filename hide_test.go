package connector_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/schema"
)

// awkward is a secret that looks different wherever it is repeated.
const awkward = "line one\r\n<pass & \"word\"> ü/?+%\tend"

func putSecret(value any) connector.Call {
	return connector.Call{Connection: "w", Action: "post_api_2_0_secrets_put", Params: map[string]any{
		"data": map[string]any{"scope": "s", "key": "k", "string_value": value},
	}}
}

// saying is a service that answers with status 400 and text.
func saying(text string) roundTrip {
	return func(*http.Request) *http.Response {
		return answering(http.StatusBadRequest, http.Header{"X-Request-Id": {"r1"}}, []byte(text))
	}
}

// message is an error answer with a message.
func message(text string) string {
	out, _ := json.Marshal(map[string]any{"error_code": "BAD_REQUEST", "message": text})
	return string(out)
}

func failure(t testing.TB, service roundTrip, call connector.Call) (*connector.APIError, error) {
	t.Helper()
	_, err := watched(t, service, io.Discard).Do(t.Context(), call)
	var api *connector.APIError
	require.ErrorAs(t, err, &api)
	return api, err
}

// However a service repeats a secret, it is not shown.
func TestRepeatedSecretsInAllForms(t *testing.T) {
	inJSON, _ := json.Marshal(awkward)
	for name, said := range map[string]string{
		"as it is":        awkward,
		"as JSON":         string(inJSON),
		"JSON, not HTML":  strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(inJSON)),
		"in a query":      url.QueryEscape(awkward),
		"in a query, %20": strings.ReplaceAll(url.QueryEscape(awkward), "+", "%20"),
		"in a path":       url.PathEscape(awkward),
		"twice":           awkward + awkward,
	} {
		t.Run(name, func(t *testing.T) {
			for _, body := range []string{message("bad: " + said + ", sorry"), "BAD_REQUEST: " + said} {
				api, err := failure(t, saying(body), putSecret(awkward))
				for _, text := range append(errorForms(t, err, putSecret(awkward)), string(api.Raw)) {
					for _, part := range []string{"line one", "line+one", "line%20one", "word", "end"} {
						assert.NotContains(t, text, part)
					}
				}
				assert.Contains(t, api.Message, schema.Redacted)
			}
		})
	}
}

// A text that was cut off may end within a secret.
func TestSecretsAtTheEndOfACutText(t *testing.T) {
	secret := strings.Repeat("0123456789abcdef", 400) // longer than a message may be
	for name, body := range map[string]string{
		"message":      message("bad: " + secret),
		"raw":          "BAD_REQUEST: " + strings.Repeat("x ", 32<<10-1000) + secret,
		"begun just":   message(strings.Repeat("x", 2<<10-6) + secret),
		"whole answer": secret + secret,
	} {
		t.Run(name, func(t *testing.T) {
			api, _ := failure(t, saying(body), putSecret(secret))
			assert.NotContains(t, api.Message, "0123")
			assert.NotContains(t, string(api.Raw), "0123")
			assert.Contains(t, api.Message+string(api.Raw), schema.Redacted)
		})
	}
}

func TestSecretsInAnAnswerThatBreaksOff(t *testing.T) {
	broken := func(*http.Request) *http.Response {
		resp := answering(http.StatusBadRequest, http.Header{}, nil)
		resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(`bad: {"string_value":"hunter2-and-`), brokenReader{}))
		return resp
	}
	api, _ := failure(t, broken, putSecret("hunter2-and-more"))
	assert.Equal(t, `bad: {"string_value":"`+schema.Redacted+" (the answer broke off)", api.Message)
	assert.Equal(t, `bad: {"string_value":"`+schema.Redacted, string(api.Raw))
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("broken") }

// What is no secret stays readable, and so does what is too short to be told apart.
func TestWhatIsNotHidden(t *testing.T) {
	said := message("scope s, key k: 123 is too short")
	api, _ := failure(t, saying(said), putSecret("123"))
	assert.Equal(t, "scope s, key k: 123 is too short", api.Message)
	assert.Equal(t, said, string(api.Raw))
	api, _ = failure(t, saying(message("no scope my-scope")), connector.Call{
		Connection: "w", Action: "post_api_2_0_secrets_put", Params: map[string]any{"data": map[string]any{"scope": "my-scope", "key": "k"}},
	})
	assert.Equal(t, "no scope my-scope", api.Message)
}

// Attempts are told of after the call, with what the service said at each.
func TestSecretsInAttempts(t *testing.T) {
	unavailable := func(*http.Request) *http.Response {
		return answering(http.StatusServiceUnavailable, http.Header{}, []byte(message("hunter2 hit the wall")))
	}
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{"w": {Host: "https://w.example", Transport: roundTrip(unavailable)}}})
	require.NoError(t, err)
	_, err = c.Do(t.Context(), putSecret("hunter2"))
	var retry *connector.RetryError
	require.ErrorAs(t, err, &retry)
	require.Len(t, retry.Attempts, 1)
	assert.Equal(t, schema.Redacted+" hit the wall", retry.Attempts[0].Error)
	assert.NotContains(t, strings.Join(errorForms(t, err, putSecret("")), "\n"), "hunter2")
}

type failing string

func (f failing) RoundTrip(*http.Request) (*http.Response, error) { return nil, errors.New(string(f)) }

// The text of an error that comes from a Transport is looked through too.
func TestSecretsInOtherErrors(t *testing.T) {
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"w": {Host: "https://w.example", Transport: failing("cannot post hunter2"), RetryBudget: -1},
	}})
	require.NoError(t, err)
	_, err = c.Do(t.Context(), putSecret("hunter2"))
	var send *connector.SendError
	require.ErrorAs(t, err, &send)
	for _, text := range []string{err.Error(), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err), connector.NewErrorObject(err, connector.Call{}).Message} {
		assert.NotContains(t, text, "hunter2")
		assert.Contains(t, text, "cannot post "+schema.Redacted)
	}
}

// Credentials are hidden after they were renewed too, the old ones and the new ones.
func TestRepeatedCredentials(t *testing.T) {
	tokens := []string{"first-token", "second-token"}
	auth := connection.AuthFunc(func(_ context.Context, fresh bool) (http.Header, error) {
		if fresh {
			return http.Header{"Authorization": {"Bearer " + tokens[1]}, "X-Other": {"other-secret"}}, nil
		}
		return http.Header{"Authorization": {"Bearer " + tokens[0]}}, nil
	})
	refusing := func(*http.Request) *http.Response {
		return answering(http.StatusUnauthorized, http.Header{}, []byte("UNAUTHENTICATED: neither first-token nor second-token nor other-secret"))
	}
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"w": {Host: "https://w.example", Transport: roundTrip(refusing), Auth: auth},
	}})
	require.NoError(t, err)
	_, err = c.RunAction(t.Context(), "w", "get_api_2_1_clusters_list", nil)
	require.ErrorIs(t, err, connector.ErrUnauthenticated)
	assert.Contains(t, err.Error(), "neither **REDACTED** nor **REDACTED** nor **REDACTED**")
}
