package activities

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/temporal/objects"
)

const jobsList = "get_api_2_2_jobs_list"

// jobs is a workspace with so many jobs, ten to a page, whose names have so many letters.
// fails says what a page answers instead, by its number from 0.
func jobs(total, letters int, fails map[int]int) *workspace {
	return &workspace{answer: func(r *http.Request) (*http.Response, error) {
		page, _ := strconv.Atoi(r.URL.Query().Get("page_token"))
		if status, ok := fails[page]; ok {
			return says(status, `{"error_code":"X","message":"not now"}`)
		}
		var all []string
		for id := page * 10; id < min(total, page*10+10); id++ {
			all = append(all, fmt.Sprintf(`{"job_id":9007199254740%03d,"settings":{"name":"%s"}}`, id, strings.Repeat("x", letters)))
		}
		next := ""
		if (page+1)*10 < total {
			next = fmt.Sprintf(`,"next_page_token":"%d"`, page+1)
		}
		return says(200, `{"jobs":[`+strings.Join(all, ",")+`]`+next+`}`)
	}}
}

func withStore(t *testing.T) func(*Options) {
	t.Helper()
	d, err := objects.NewDirectory(t.TempDir())
	require.NoError(t, err)
	return func(o *Options) { o.Objects = d }
}

// once makes activities whose runtime repeats nothing.
func once(t *testing.T, carries http.RoundTripper, options ...func(*Options)) *Activities {
	t.Helper()
	return on(t, carries, append(options, func(o *Options) {
		c, err := connector.Open(connector.Config{
			Getenv: func(string) string { return "" },
			Connections: map[string]connection.Connection{"prod": {
				Name: "prod", Host: "https://prod.example.com", Auth: connection.StaticToken("t0ken"), Transport: carries, RetryBudget: -1,
			}},
		})
		require.NoError(t, err)
		o.Connector = c
	})...)
}

func maxPayload(n int) func(*Options) { return func(o *Options) { o.MaxPayload = n } }

// idsOf are the last three digits of the jobs, and so their places in the list.
func idsOf(t *testing.T, items []json.RawMessage) []int {
	t.Helper()
	ids := []int{}
	for _, item := range items {
		var job struct {
			ID int64 `json:"job_id"`
		}
		require.NoError(t, json.Unmarshal(item, &job))
		ids = append(ids, int(job.ID%1000))
	}
	return ids
}

func upTo(from, to int) []int {
	ids := []int{}
	for ; from < to; from++ {
		ids = append(ids, from)
	}
	return ids
}
