package gateway

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/gateway/token"
)

// abstraClient does what the public client does: it trusts the status of HTTP first, then
// looks at the status in the answer, and returns data whatever it is.
func (s *testGateway) abstraClient(t testing.TB, connection, action string, parameters any, header ...string) (any, error) {
	t.Helper()
	body := map[string]any{"connectionName": connection, "actionName": action}
	if parameters != nil {
		body["parameters"] = parameters
	}
	got := s.do(t, "POST", "/connectors/connection/"+connection+"/execute", body, header...)
	if got.Status >= 400 {
		return nil, fmt.Errorf("HTTP %d", got.Status)
	}
	v := got.value(t)
	if v["status"] == "error" {
		return nil, errors.New(v["message"].(string))
	}
	return v["data"], nil
}

func TestAbstraExecute(t *testing.T) {
	s := newTestGateway(t)
	data, err := s.abstraClient(t, "sandbox", listJobs, nil)
	require.NoError(t, err)
	assert.NotEmpty(t, data.(map[string]any)["jobs"])

	raw := s.do(t, "POST", "/connectors/connection/sandbox/execute", `{"actionName":"`+listJobs+`","parameters":null}`)
	assert.Equal(t, 200, raw.Status)
	assert.Contains(t, string(raw.Body), `"status":"success"`)
}

// The data is any JSON value, digit for digit.
func TestAbstraDataIsAnyValue(t *testing.T) {
	for answer, want := range map[string]string{
		`[1, {"id": 9007199254740993}]`: `{"status":"success","data":[1,{"id":9007199254740993}]}`,
		`null`:                          `{"status":"success","data":null}`,
		`1.10`:                          `{"status":"success","data":1.10}`,
		`{}`:                            `{"status":"success","data":{}}`,
		``:                              `{"status":"success","data":null}`,
	} {
		s := newTestGateway(t, behind(t, says(200, answer)))
		got := s.do(t, "POST", "/connectors/connection/own/execute", map[string]any{"connectionName": "own", "actionName": listJobs})
		assert.Equal(t, want+"\n", string(got.Body), answer)
	}
}

// Bytes come as text that JSON can hold.
func TestAbstraBytes(t *testing.T) {
	size := 3
	s := newTestGateway(t, behind(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(make([]byte, size))
	}))
	data, err := s.abstraClient(t, "own", getFile, params{"file_path": "/a"})
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"content_type": "image/png", "base64": "AAAA"}, data)
	size = mostInJSON + 1
	_, err = s.abstraClient(t, "own", getFile, params{"file_path": "/a"})
	assert.ErrorContains(t, err, "POST /v1/run")
}

// What is wrong with the call is told with status 200, so that the client reads it.
func TestAbstraErrors(t *testing.T) {
	s := newTestGateway(t, withTokens(token.Token{Name: "ci", Scope: token.Scope{Connections: []string{"sandbox"}, Classes: []string{"read"}}}))
	for name, tc := range map[string]struct {
		connection, action string
		params             params
		code, text         string
	}{
		"parameters": {"sandbox", listJobs, params{"limitt": 1}, "INVALID_PARAMETERS", "limit"},
		"policy":     {"sandbox", startCluster, params{"data": params{"cluster_id": "x"}}, "POLICY_REFUSED", "token ci"},
		"action":     {"sandbox", "get_api_2_2_jobs_lst", nil, "UNKNOWN_ACTION", "get_api_2_2_jobs_list"},
		"no action":  {"sandbox", "no_such", nil, "UNKNOWN_ACTION", "no_such"},
		"connection": {"other", listJobs, nil, "UNKNOWN_CONNECTION", "sandbox"},
		"service":    {"sandbox", "get_api_2_2_jobs_get", params{"job_id": 4}, "INVALID_PARAMETER_VALUE", "4"},
	} {
		t.Run(name, func(t *testing.T) {
			body := map[string]any{"connectionName": tc.connection, "actionName": tc.action, "parameters": tc.params}
			got := s.do(t, "POST", "/connectors/connection/"+tc.connection+"/execute", body, as("ci")...)
			require.Equal(t, 200, got.Status, "%s", got.Body)
			v := got.value(t)
			assert.Equal(t, "error", v["status"])
			assert.Contains(t, v["message"], tc.text)
			object := v["error"].(map[string]any)
			assert.Equal(t, tc.code, object["code"])
			assert.Equal(t, v["message"], object["message"])
		})
	}
}

// What is wrong with the request itself is an error of HTTP.
func TestAbstraRefuses(t *testing.T) {
	s := newTestGateway(t, withTokens(token.Token{Name: "ci", Scope: token.Scope{Connections: []string{"sandbox"}}}))
	const path = "/connectors/connection/sandbox/execute"
	assert.Equal(t, 401, s.do(t, "POST", path, params{"actionName": listJobs}).Status)
	for body, code := range map[string]string{
		`{"connectionName":"other","actionName":"` + listJobs + `"}`:   "BAD_BODY",
		`{"connectionName":"sandbox","actionName":"a","limit":1}`:      "BAD_BODY",
		`{"connectionName":"sandbox","actionName":"a","parameters":7}`: "BAD_BODY",
		`[]`: "BAD_BODY", `{`: "BAD_BODY", ``: "BAD_BODY",
		`{"connectionName":"sandbox"}`: "BAD_BODY",
	} {
		got := s.do(t, "POST", path, body, as("ci")...)
		assert.Equal(t, 400, got.Status, body)
		assert.Equal(t, code, got.code(t), body)
	}
	got := s.do(t, "GET", "/connectors/connection/sandbox/access-token", nil, as("ci")...)
	assert.Equal(t, 404, got.Status)
	assert.Equal(t, "NO_ACCESS_TOKEN", got.code(t))
}

// A request of one's own is not there; the answer names the action that is.
func TestAbstraCustom(t *testing.T) {
	s := newTestGateway(t)
	_, err := s.abstraClient(t, "sandbox", "custom", params{"_url": "https://adb.example/api/2.1/clusters/start?token=canary", "_method": "POST", "cluster_id": "x"})
	require.ErrorContains(t, err, "there is no action custom here")
	assert.ErrorContains(t, err, startCluster)
	assert.NotContains(t, err.Error(), "canary")
	_, err = s.abstraClient(t, "sandbox", "custom", nil)
	assert.ErrorContains(t, err, "GET /v1/actions")
	got := s.do(t, "POST", "/connectors/connection/sandbox/execute", params{"actionName": "custom", "parameters": params{"_url": 7, "_path": "%zz"}})
	assert.Equal(t, "UNKNOWN_ACTION", got.value(t)["error"].(map[string]any)["code"])
}

func TestAbstraConnections(t *testing.T) {
	s := newTestGateway(t, withTokens(token.Token{Name: "ci", Scope: token.Scope{Connections: []string{"s*"}}}))
	got := s.do(t, "GET", "/connectors/connections", nil, as("ci")...)
	assert.JSONEq(t, `[{"name":"sandbox","connectionName":"sandbox","type":"databricks","connectorType":"databricks"}]`, string(got.Body))
}

func (s *testGateway) abstraList(t testing.TB, query string, header ...string) (v abstraList) {
	t.Helper()
	got := s.do(t, "GET", "/connectors/connection/sandbox/actions"+query, nil, header...)
	require.Equal(t, 200, got.Status, "%s", got.Body)
	require.NoError(t, json.Unmarshal(got.Body, &v))
	return v
}

func TestAbstraActions(t *testing.T) {
	s := newTestGateway(t, withTokens(
		token.Token{Name: "all", Scope: token.Scope{Connections: []string{"sandbox"}}},
		token.Token{Name: "jobs", Scope: token.Scope{Connections: []string{"sandbox"}, Actions: []string{"*_jobs_*"}, Classes: []string{"read"}}},
	))
	first := s.abstraList(t, "", as("all")...)
	assert.Len(t, first.Actions, 100)
	assert.Equal(t, 0, first.Page)
	assert.Equal(t, 100, first.PageSize)
	seen := map[string]bool{}
	for page := 0; len(seen) < first.Total; page++ {
		list := s.abstraList(t, fmt.Sprintf("?page=%d", page), as("all")...)
		require.NotEmpty(t, list.Actions, "page %d", page)
		for _, a := range list.Actions {
			seen[a.Name] = true
			assert.NotEmpty(t, a.Description)
		}
	}
	assert.Len(t, seen, s.c.Registry().Len())
	assert.Empty(t, s.abstraList(t, "?page=1000000&pageSize=1000", as("all")...).Actions)

	assert.Equal(t, startCluster, s.abstraList(t, "?search=clusters_start$", as("all")...).Actions[0].Name, "an expression")
	assert.Equal(t, startCluster, s.abstraList(t, "?search=start+a+cluster", as("all")...).Actions[0].Name, "words")
	assert.Empty(t, s.abstraList(t, "?search="+strings.Repeat("%28", 50), as("all")...).Actions, "neither")
	mine := s.abstraList(t, "?search=jobs", as("jobs")...)
	for _, a := range mine.Actions {
		assert.Contains(t, a.Name, "_jobs_")
		assert.Contains(t, a.Name, "get_")
	}
	assert.NotEmpty(t, mine.Actions)

	for _, query := range []string{"?page=-1", "?page=x", "?pageSize=0", "?pageSize=1001", "?search=" + strings.Repeat("x", 201), "?serch=x"} {
		assert.Equal(t, 400, s.do(t, "GET", "/connectors/connection/sandbox/actions"+query, nil, as("all")...).Status, query)
	}
	assert.Equal(t, 404, s.do(t, "GET", "/connectors/connection/other/actions", nil, as("all")...).Status)
}

func TestAbstraAction(t *testing.T) {
	s := newTestGateway(t)
	v := s.do(t, "GET", "/connectors/connection/sandbox/action/"+startCluster, nil).value(t)
	assert.Equal(t, startCluster, v["name"])
	assert.Equal(t, "object", v["payloadSchema"].(map[string]any)["type"])
	for action, kind := range map[string]string{listJobs: "object", getFile: "bytes"} {
		assert.Equal(t, kind, s.do(t, "GET", "/connectors/connection/sandbox/action/"+action, nil).value(t)["returnType"], action)
	}
	for _, path := range []string{"/connectors/connection/sandbox/action/no_such", "/connectors/connection/nosuch/action/" + startCluster} {
		assert.Equal(t, 404, s.do(t, "GET", path, nil).Status, path)
	}
}
