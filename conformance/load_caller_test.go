//go:build load

package conformance

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// caller makes one call after another, as a program that uses the gateway does.
type caller struct {
	number int
	url    string
	token  string
	client *http.Client
	draw   *rand.Rand
	calls  []made
}

// made is a call with all that its caller learned of it.
type made struct {
	kind    string
	job     string // name of the job that it creates
	request string // the gateway's id; "" when the caller left before it came
	status  int
	id      string // of the job, as the answer has it
	unsure  bool   // whether the workspace acted is not known
	left    bool   // the caller did not wait for the answer
	err     error
}

// kinds are the calls, each as often as it stands there.
var kinds = []string{"create", "create", "create", "get", "get", "list", "items", "invalid", "refused", "plan", "leave"}

func (c *caller) run(until context.Context) {
	for until.Err() == nil {
		c.calls = append(c.calls, c.one(kinds[c.draw.IntN(len(kinds))]))
	}
}

func (c *caller) one(kind string) made {
	m := made{kind: kind, job: fmt.Sprintf("load-%d-%d", c.number, len(c.calls))}
	create := fmt.Sprintf(`{"connection":"work","action":"post_api_2_2_jobs_create","params":{"data":{"name":%q}}}`, m.job)
	switch kind {
	case "create":
		c.send(context.Background(), &m, "/v1/run", create)
	case "leave":
		soon, cancel := context.WithTimeout(context.Background(), time.Duration(c.draw.IntN(5_000))*time.Microsecond)
		defer cancel()
		c.send(soon, &m, "/v1/run", create)
		m.left = m.err != nil
	case "get":
		c.send(context.Background(), &m, "/v1/run", `{"connection":"work","action":"get_api_2_2_jobs_get","params":{"job_id":1}}`)
	case "list":
		c.send(context.Background(), &m, "/connectors/connection/work/execute",
			`{"connectionName":"work","actionName":"get_api_2_2_jobs_list","parameters":{"limit":5}}`)
	case "items":
		c.send(context.Background(), &m, "/v1/items", `{"connection":"work","action":"get_api_2_1_clusters_list","max_items":5}`)
	case "invalid":
		c.send(context.Background(), &m, "/v1/run", `{"connection":"work","action":"post_api_2_2_jobs_create","params":{"dota":{}}}`)
	case "refused":
		c.send(context.Background(), &m, "/v1/run", `{"connection":"work","action":"post_api_2_2_jobs_delete","params":{"data":{"job_id":1}}}`)
	case "plan":
		c.send(context.Background(), &m, "/v1/plan", create)
	}
	return m
}

func (c *caller) send(ctx context.Context, m *made, path, body string) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+path, strings.NewReader(body))
	if err != nil {
		m.err = err
		return
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.client.Do(req)
	if err != nil {
		m.err = err
		return
	}
	defer func() { _ = resp.Body.Close() }()
	m.request, m.status = resp.Header.Get("X-Request-Id"), resp.StatusCode
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		m.err = err
		return
	}
	m.unsure = strings.Contains(string(text), "may have acted") || strings.Contains(string(text), "is not known")
	if (m.kind == "create" || m.kind == "leave") && m.status == http.StatusOK {
		m.err = c.job(m, text)
	}
}

func (c *caller) job(m *made, text []byte) error {
	var answer struct {
		Data struct {
			ID json.Number `json:"job_id"`
		}
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return fmt.Errorf("%w: %s", err, text)
	}
	if m.id = answer.Data.ID.String(); m.id == "" {
		return fmt.Errorf("no job_id: %s", text)
	}
	return nil
}
