package connector_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/canary"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

const tokenCanary = "dapiCanaryInTheTokenMine4711"

// roundTrip is a service as a function.
type roundTrip func(*http.Request) *http.Response

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r), nil }

func answering(status int, header http.Header, body []byte) *http.Response {
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(bytes.NewReader(body))}
}

// echo is a service that repeats all it got in its error message, its details and a
// header.
func echo(r *http.Request) *http.Response {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	heard := r.Method + " " + r.URL.String() + " " + r.Header.Get("Authorization") + " " + string(body)
	text, _ := json.Marshal(map[string]any{
		"error_code": "BAD_REQUEST", "message": "cannot " + heard,
		"details": []any{map[string]any{"metadata": map[string]any{"heard": heard, "body": json.RawMessage(orNull(body))}}},
	})
	return answering(http.StatusBadRequest, http.Header{"Content-Type": {"application/json"}, "X-Heard": {heard}}, text)
}

func orNull(body []byte) []byte {
	if json.Valid(body) {
		return body
	}
	return []byte("null")
}

// watched is a connector to service that writes its log to log.
func watched(t testing.TB, service roundTrip, log io.Writer) *connector.Connector {
	t.Helper()
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"w": {
			Host: "https://w.example", Transport: service, Auth: connection.StaticToken(tokenCanary), RetryBudget: -1,
		}},
		Getenv: func(string) string { return "" },
		Logger: slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	require.NoError(t, err)
	return c
}

func assertNoCanary(t testing.TB, where string, outputs ...string) {
	t.Helper()
	for i, text := range outputs {
		for _, secret := range []string{canary.Value, canary.Number, tokenCanary} {
			assert.NotContains(t, text, secret, "%s, output %d", where, i)
		}
	}
}

// allForms is v in every way that Go prints things.
func allForms(t testing.TB, v any) []string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return []string{fmt.Sprint(v), fmt.Sprintf("%+v", v), fmt.Sprintf("%#v", v), fmt.Sprintf("%s", v), fmt.Sprintf("%q", v), string(text)}
}

// errorForms is an error in every way that it may come to be seen.
func errorForms(t testing.TB, err error, call connector.Call) []string {
	t.Helper()
	object := connector.NewErrorObject(err, call)
	out := append(allForms(t, object), fmt.Sprint(err), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err), fmt.Sprintf("%q", err))
	var api *connector.APIError
	if errors.As(err, &api) {
		out = append(out, api.Error(), string(api.Raw), fmt.Sprintf("%#v %+v", api, *api))
		out = append(out, allForms(t, api.Details)...)
		out = append(out, allForms(t, api.Header)...)
	}
	var retry *connector.RetryError
	if errors.As(err, &retry) {
		out = append(out, allForms(t, retry.Attempts)...)
	}
	return out
}

// secretCalls are calls of all actions with a canary in each secret place in turn.
func secretCalls(c *connector.Connector, a *registry.Action) []connector.Call {
	var calls []connector.Call
	for _, planted := range canary.In(c.Types(), schema.Document(a.ParamsSchema()), "params") {
		params := planted.Value.(map[string]any)
		if a.Body != nil && !a.Body.IsJSON() {
			params[registry.BodyParam] = []byte("bytes")
		}
		calls = append(calls, connector.Call{Connection: "w", Action: a.Name, Params: params})
	}
	return calls
}

// A canary in every secret field of every request shows nowhere.
func TestSecretsOfRequestsAreNotShown(t *testing.T) {
	var log strings.Builder
	c := watched(t, echo, &log)
	calls := 0
	for a := range everyAction(t, c.Registry()) {
		name := a.Name
		for _, call := range secretCalls(c, a) {
			calls++
			plan, err := c.Plan(t.Context(), call)
			require.NoError(t, err, name)
			assertNoCanary(t, name+": plan", append(append(allForms(t, plan), allForms(t, *plan)...), plan.ShownURL())...)
			assertNoCanary(t, name+": call", fmt.Sprint(call), fmt.Sprintf("%+v", call), fmt.Sprintf("%#v", call))

			_, err = c.Do(t.Context(), call)
			var api *connector.APIError
			require.ErrorAs(t, err, &api, name)
			assert.Contains(t, api.Message, schema.Redacted)
			assertNoCanary(t, name+": echo", errorForms(t, err, call)...)

			for _, spoiled := range spoiledCalls(call) {
				_, err = c.Do(t.Context(), spoiled)
				require.ErrorIs(t, err, connector.ErrInvalid, name)
				assertNoCanary(t, name+": refusal", errorForms(t, err, spoiled)...)
			}
		}
	}
	assert.Greater(t, calls, 100)
	assert.Contains(t, log.String(), `"msg":"attempt"`)
	assertNoCanary(t, "log", log.String())
}

// spoiledCalls are refused: for something beside the secret, and for the secret itself
// being of no kind that anything has.
func spoiledCalls(call connector.Call) []connector.Call {
	beside, within := call, call
	beside.Params = maps.Clone(call.Params)
	beside.Params["no_such_name"] = "x"
	within.Params, _ = wrapped(call.Params).(map[string]any)
	within.Params["no_such_name"] = 1
	return []connector.Call{beside, within}
}

// wrapped is a copy of v with each canary inside two lists.
func wrapped(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, member := range v {
			out[name] = wrapped(member)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = wrapped(element)
		}
		return out
	}
	if text := fmt.Sprint(v); text == canary.Value || text == canary.Number {
		return []any{[]any{v}}
	}
	return v
}

// A canary in every secret field of every answer is in the result, which is what the
// caller asked for, and nowhere else.
func TestSecretsOfAnswersAreNotShown(t *testing.T) {
	var log strings.Builder
	var answer []byte
	c := watched(t, func(*http.Request) *http.Response {
		return answering(http.StatusOK, http.Header{"Content-Type": {"application/json"}}, answer)
	}, &log)
	answers := 0
	for a := range everyAction(t, c.Registry()) {
		name := a.Name
		if a.Response == nil || a.Response.Schema == nil {
			continue
		}
		for _, planted := range canary.In(c.Types(), schema.Document(a.Response.Schema), "answer") {
			answers++
			var err error
			answer, err = json.Marshal(planted.Value)
			require.NoError(t, err)
			call := connector.Call{Connection: "w", Action: name, Params: example(t, c, a, false)}
			res, err := c.Do(t.Context(), call)
			if err != nil {
				require.ErrorIs(t, err, connector.ErrFailed, name)
				assertNoCanary(t, name+": "+planted.Pointer, errorForms(t, err, call)...)
				continue
			}
			assert.Equal(t, answer, res.Raw, name)
		}
	}
	assert.Greater(t, answers, 400)
	assertNoCanary(t, "log", log.String())
}

// An answer that means failure is not the result, so its secrets are taken out.
func TestSecretsOfFailedAnswers(t *testing.T) {
	const answer = `{"status":{"state":"FAILED","error":{"message":"no such table"}},` +
		`"result":{"external_links":[{"external_link":"https://store.example/` + canary.Value + `"}]}}`
	c := watched(t, func(*http.Request) *http.Response {
		return answering(http.StatusOK, http.Header{}, []byte(answer))
	}, io.Discard)
	call := connector.Call{Connection: "w", Action: "post_api_2_0_sql_statements", Params: map[string]any{"data": map[string]any{"statement": "SELECT 1", "warehouse_id": "w"}}}
	_, err := c.Do(t.Context(), call)
	require.ErrorIs(t, err, connector.ErrFailed)
	assertNoCanary(t, "failed", errorForms(t, err, call)...)
	var api *connector.APIError
	require.ErrorAs(t, err, &api)
	assert.Contains(t, string(api.Raw), "no such table")
}
