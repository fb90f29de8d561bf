package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
)

// The actions that are measured, and what they are called in the API.
const (
	getAction    = "get_api_2_1_clusters_get"
	listAction   = "get_api_2_2_jobs_list"
	createAction = "post_api_2_1_clusters_create"

	getPath    = "/api/2.1/clusters/get"
	listPath   = "/api/2.2/jobs/list"
	createPath = "/api/2.1/clusters/create"

	metadataPath = "/.well-known/databricks-config" // the SDK asks once

	clusterID = "1122-093000-abcd1234"
	secret    = "dapi0123456789"
)

// What the workspace answers: a cluster of 1.1 KB, a page of 25 jobs, a new cluster.
var (
	cluster = sync.OnceValue(func() string { return file("cluster.json") })
	page    = sync.OnceValue(makePage)
	created = `{"cluster_id":"` + clusterID + `"}`
)

// creation is the body of create, the text that every contender makes its own value of.
var creation = sync.OnceValue(func() string { return file("create.json") })

func file(name string) string {
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func makePage() string {
	var b strings.Builder
	b.WriteString(`{"jobs":[`)
	for i := range 25 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"job_id":%d,"creator_user_name":"orders@example.com","run_as_user_name":"orders@example.com",`+
			`"created_time":%d,"settings":{"name":"orders %d, nightly","email_notifications":{"on_failure":["orders@example.com"],`+
			`"no_alert_for_skipped_runs":false},"webhook_notifications":{},"timeout_seconds":7200,"schedule":{"quartz_cron_expression":`+
			`"0 0 3 * * ?","timezone_id":"Europe/Berlin","pause_status":"UNPAUSED"},"max_concurrent_runs":1,"tags":{"team":"orders"},`+
			`"format":"MULTI_TASK","queue":{"enabled":true}}}`, largest-int64(i), 1732267800000+i, i)
	}
	b.WriteString(`],"has_more":false}`)
	return b.String()
}

// values is a JSON object as a caller in Go writes it down, with int64 for integers.
func values(text string) map[string]any {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v map[string]any
	if err := d.Decode(&v); err != nil {
		panic(err)
	}
	return plain(v).(map[string]any)
}

func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			v[name] = plain(member)
		}
	case []any:
		for i, element := range v {
			v[i] = plain(element)
		}
	case json.Number:
		n, err := v.Int64()
		if err != nil {
			panic(err)
		}
		return n
	}
	return v
}
