package gateway

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	runNow     = "post_api_2_2_jobs_run_now"
	listJobs   = "get_api_2_2_jobs_list"
	putFile    = "put_api_2_0_fs_filesby_file_path"
	getFile    = "get_api_2_0_fs_filesby_file_path"
	headFile   = "head_api_2_0_fs_filesby_file_path"
	invoke     = "post_serving_endpoints_by_name_invocations"
	putSecret  = "post_api_2_0_secrets_put"
	getCluster = "get_api_2_1_clusters_get"
)

func TestRun(t *testing.T) {
	s := newTestGateway(t)
	made := s.do(t, "POST", "/v1/run", call("sandbox", "post_api_2_1_clusters_create", params{"data": params{
		"cluster_name": "größe 世界", "spark_version": "15.4.x-scala2.12", "num_workers": 2,
	}}))
	var got struct {
		Status int
		Data   struct {
			ClusterID string `json:"cluster_id"`
		}
		RequestID string `json:"request_id"`
		Attempts  []struct{ Number, Status int }
	}
	made.decode(t, &got)
	assert.Equal(t, 200, got.Status)
	assert.Contains(t, got.RequestID, "sandbox-")
	require.Len(t, got.Attempts, 1)
	assert.Equal(t, 1, got.Attempts[0].Number)

	read := s.do(t, "POST", "/v1/run", call("sandbox", getCluster, params{"cluster_id": got.Data.ClusterID}))
	assert.Equal(t, "größe 世界", read.value(t)["data"].(map[string]any)["cluster_name"])
}

// What a client sends is what the service gets, and the other way round, digit for digit.
func TestRunKeepsEveryDigit(t *testing.T) {
	const exact = `{"id":9007199254740993,"big":123456789012345678901234567890,"one":1.0,"e":1e400,"text":"<&>\u2028 ß 世 \"","none":null,"list":[]}`
	var sent []byte
	s := newTestGateway(t, behind(t, func(w http.ResponseWriter, r *http.Request) {
		sent, _ = io.ReadAll(r.Body)
		says(200, exact)(w, r)
	}))
	got := s.do(t, "POST", "/v1/run", `{"connection":"own","action":"`+runNow+`","params":{"data":{"job_id":9007199254740993,"notebook_params":{"ß":"世 <&>"}}},"idempotency_key":"k"}`)
	require.Equal(t, 200, got.Status, "%s", got.Body)
	var want any
	d := json.NewDecoder(strings.NewReader(exact))
	d.UseNumber()
	require.NoError(t, d.Decode(&want))
	assert.Equal(t, want, got.value(t)["data"])
	assert.Equal(t, `{"idempotency_token":"k","job_id":9007199254740993,"notebook_params":{"ß":"世 <&>"}}`, string(sent))
}

func TestRunAnswersOfOtherKinds(t *testing.T) {
	for name, tc := range map[string]struct {
		action  string
		params  params
		service http.HandlerFunc
		want    string
	}{
		"nothing":     {"post_api_2_1_clusters_delete", params{"data": params{"cluster_id": "c"}}, says(200, ""), `"data":null`},
		"a list":      {listJobs, nil, says(200, `[1,2]`), `"data":[1,2]`},
		"a number":    {listJobs, nil, says(200, `7`), `"data":7`},
		"headers":     {headFile, params{"file_path": "/a"}, says(200, "", "Content-Type", "text/csv", "Last-Modified", "Sun, 22 Nov 2026 10:00:00 GMT"), `"last-modified":"Sun, 22 Nov 2026 10:00:00 GMT"`},
		"status":      {listJobs, nil, says(201, `{}`), `"status":201`},
		"empty array": {listJobs, nil, says(200, `[]`), `"data":[]`},
	} {
		t.Run(name, func(t *testing.T) {
			s := newTestGateway(t, behind(t, tc.service))
			got := s.do(t, "POST", "/v1/run", call("own", tc.action, tc.params))
			assert.Equal(t, 200, got.Status, "%s", got.Body)
			assert.Contains(t, string(got.Body), tc.want)
		})
	}
}
