package gateway

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/gateway/token"
)

// jobs is a service with a list of so many jobs. before may answer a page itself.
func jobs(count, size int, before func(w http.ResponseWriter, from int) bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		from, _ := strconv.Atoi(r.URL.Query().Get("page_token"))
		if before != nil && before(w, from) {
			return
		}
		w.Header().Set("Content-Type", "application/json")
		end := min(from+size, count)
		page := map[string]any{"has_more": end < count}
		list := []any{}
		for i := from; i < end; i++ {
			list = append(list, map[string]any{"job_id": 9007199254740993 + int64(i)})
		}
		page["jobs"] = list
		if end < count {
			page["next_page_token"] = strconv.Itoa(end)
		}
		_ = json.NewEncoder(w).Encode(page)
	}
}

// itemsGot is what a client makes of lines of items.
type itemsGot struct {
	ids   []string
	end   map[string]any
	err   map[string]any
	marks []map[string]any
}

func readItems(t testing.TB, r io.Reader) (got itemsGot) {
	t.Helper()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		require.True(t, got.end == nil && got.err == nil, "a line behind the last")
		var line struct {
			Item *struct {
				Job json.Number `json:"job_id"`
			}
			End, Error, Checkpoint map[string]any
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &line), lines.Text())
		switch {
		case line.Item != nil:
			got.ids = append(got.ids, line.Item.Job.String())
		case line.Checkpoint != nil:
			got.marks = append(got.marks, line.Checkpoint)
		default:
			got.end, got.err = line.End, line.Error
		}
	}
	return got
}

func wantIDs(from, to int) []string {
	var ids []string
	for i := from; i < to; i++ {
		ids = append(ids, fmt.Sprint(9007199254740993+int64(i)))
	}
	return ids
}

func (s *testGateway) items(t testing.TB, body any, header ...string) itemsGot {
	t.Helper()
	got := s.do(t, "POST", "/v1/items", body, header...)
	require.Equal(t, 200, got.Status, "%s", got.Body)
	require.Equal(t, linesContent, got.Header.Get("Content-Type"))
	return readItems(t, strings.NewReader(string(got.Body)))
}

func TestItems(t *testing.T) {
	s := newTestGateway(t, behind(t, jobs(7, 3, nil)))
	got := s.items(t, call("own", listJobs, nil))
	assert.Equal(t, wantIDs(0, 7), got.ids, "every digit is kept")
	assert.Equal(t, map[string]any{"items": 7.0}, got.end)

	some := s.items(t, call("own", listJobs, nil, "max_items", 5))
	assert.Equal(t, wantIDs(0, 5), some.ids)
	require.NotEmpty(t, some.end["resume_token"])
	rest := s.items(t, call("own", listJobs, nil, "starting_token", some.end["resume_token"]))
	assert.Equal(t, wantIDs(5, 7), rest.ids)

	empty := newTestGateway(t, behind(t, jobs(0, 3, nil))).items(t, call("own", listJobs, nil))
	assert.Empty(t, empty.ids)
	assert.Equal(t, map[string]any{"items": 0.0}, empty.end)
}

func TestItemsAtOnce(t *testing.T) {
	s := newTestGateway(t, behind(t, jobs(7, 3, nil)))
	got := s.do(t, "POST", "/v1/items", call("own", listJobs, nil, "max_items", 5), "Accept", jsonContent)
	require.Equal(t, 200, got.Status, "%s", got.Body)
	v := got.value(t)
	assert.Len(t, v["items"], 5)
	rest := s.do(t, "POST", "/v1/items", call("own", listJobs, nil, "max_items", 1000, "starting_token", v["resume_token"]), "Accept", jsonContent)
	assert.Len(t, rest.value(t)["items"], 2)
	assert.NotContains(t, rest.value(t), "resume_token")
	for _, most := range []int{0, 1001, -1} {
		assert.Equal(t, 400, s.do(t, "POST", "/v1/items", call("own", listJobs, nil, "max_items", most), "Accept", jsonContent).Status)
	}
}

// What was read of a page before an error is not in an answer of one value, so that the
// token leads back to it.
func TestItemsAtOnceThatFail(t *testing.T) {
	fails := true
	s := newTestGateway(t, behind(t, jobs(9, 3, func(w http.ResponseWriter, from int) bool {
		if fails && from == 6 {
			says(400, `{"error_code":"INVALID_STATE","message":"not now"}`)(w, nil)
			return true
		}
		return false
	})))
	first := s.do(t, "POST", "/v1/items", call("own", listJobs, nil, "max_items", 2), "Accept", jsonContent).value(t)
	from := first["resume_token"]
	object := s.do(t, "POST", "/v1/items", call("own", listJobs, nil, "max_items", 9, "starting_token", from), "Accept", jsonContent).errorOf(t, 400)
	assert.Equal(t, from, object["resume_token"])
	fails = false
	again := s.do(t, "POST", "/v1/items", call("own", listJobs, nil, "max_items", 9, "starting_token", object["resume_token"]), "Accept", jsonContent)
	assert.Len(t, again.value(t)["items"], 7)
}

// A long list whose service breaks off now and then is read whole, each item once.
func TestItemsOverErrors(t *testing.T) {
	const count, size = 10_000, 250
	var broken atomic.Int64 // the page that the service breaks off at
	broken.Store(7 * size)
	s := newTestGateway(t, behind(t, jobs(count, size, func(w http.ResponseWriter, from int) bool {
		if int64(from) == broken.Load() {
			panic(http.ErrAbortHandler)
		}
		return false
	})))
	var ids []string
	var from any = ""
	errors := 0
	for {
		got := s.items(t, call("own", listJobs, nil, "starting_token", from))
		ids = append(ids, got.ids...)
		if got.err == nil {
			assert.NotContains(t, got.end, "resume_token")
			break
		}
		errors++
		require.LessOrEqual(t, errors, 10)
		broken.Add(7 * size)
		assert.Equal(t, "NO_ANSWER", got.err["code"])
		from = got.err["resume_token"]
		require.NotEmpty(t, from)
	}
	assert.Equal(t, 5, errors)
	assert.Equal(t, wantIDs(0, count), ids)
}

// A client whose own connection broke goes on behind the last checkpoint that it got.
func TestItemsOverACutConnection(t *testing.T) {
	const count, size = 10_000, 250
	s := newTestGateway(t, behind(t, jobs(count, size, nil)))
	resp := s.ask(t, "/v1/items", call("own", listJobs, nil, "checkpoints", true))
	var head strings.Builder
	lines := bufio.NewReader(resp.Body)
	for range 4321 {
		line, err := lines.ReadString('\n')
		require.NoError(t, err)
		head.WriteString(line)
	}
	require.NoError(t, resp.Body.Close())
	got := readItems(t, strings.NewReader(head.String()))
	require.Len(t, got.marks, 17)
	last := got.marks[len(got.marks)-1]
	read := int(last["items"].(float64))
	assert.Equal(t, 17*size, read)
	rest := s.items(t, call("own", listJobs, nil, "starting_token", last["resume_token"]))
	assert.Equal(t, wantIDs(0, count), append(got.ids[:read], rest.ids...))
}

func TestItemsRefuses(t *testing.T) {
	s := newTestGateway(t, withTokens(
		token.Token{Name: "all", Scope: token.Scope{Connections: []string{"sandbox"}}},
		token.Token{Name: "writer", Scope: token.Scope{Connections: []string{"sandbox"}, Classes: []string{"write"}}},
		token.Token{Name: "other", Scope: token.Scope{Connections: []string{"other"}}},
	))
	for name, tc := range map[string]struct {
		who    string
		body   any
		status int
		code   string
	}{
		"class":            {"writer", call("sandbox", listJobs, nil), 403, "POLICY_REFUSED"},
		"connection":       {"other", call("sandbox", listJobs, nil), 404, "UNKNOWN_CONNECTION"},
		"no list":          {"all", call("sandbox", startCluster, nil), 400, "NOT_A_LIST"},
		"number":           {"all", call("sandbox", listJobs, nil, "max_items", -1), 422, "LIST_OPTIONS"},
		"page size":        {"all", call("sandbox", listJobs, nil, "page_size", 1_000_000), 422, "LIST_OPTIONS"},
		"token":            {"all", call("sandbox", listJobs, nil, "starting_token", "x"), 422, "RESUME_TOKEN"},
		"unknown field":    {"all", call("sandbox", listJobs, nil, "max_item", 1), 400, "BAD_BODY"},
		"no number":        {"all", call("sandbox", listJobs, nil, "max_items", "ten"), 400, "BAD_BODY"},
		"wrong parameters": {"all", call("sandbox", listJobs, params{"limitt": 1}), 422, "INVALID_PARAMETERS"},
		"nobody":           {"nobody", call("sandbox", listJobs, nil), 401, "NO_TOKEN"},
	} {
		t.Run(name, func(t *testing.T) {
			got := s.do(t, "POST", "/v1/items", tc.body, as(tc.who)...)
			assert.Equal(t, tc.status, got.Status, "%s", got.Body)
			assert.Equal(t, tc.code, got.code(t))
		})
	}
	assert.Equal(t, 406, s.do(t, "POST", "/v1/items", call("sandbox", listJobs, nil), append(as("all"), "Accept", "text/csv")...).Status)
}

// The parts of an object that is split over pages come as one item.
func TestItemsOfOneObject(t *testing.T) {
	s := newTestGateway(t)
	id := s.do(t, "POST", "/v1/items", call("sandbox", listJobs, nil, "max_items", 1), "Accept", jsonContent).value(t)["items"].([]any)[0].(map[string]any)["job_id"]
	got := s.do(t, "POST", "/v1/items", call("sandbox", "get_api_2_2_jobs_get", params{"job_id": id}), "Accept", jsonContent, "Accept", linesContent)
	lines := strings.Split(strings.TrimSpace(string(got.Body)), "\n")
	require.Len(t, lines, 2, "%s", got.Body)
	assert.Contains(t, lines[0], `{"item":{`)
	assert.Contains(t, lines[0], fmt.Sprint(id))
	assert.JSONEq(t, `{"end":{"items":1}}`, lines[1])
}

// A gateway that ends says where a listing stands.
func TestDrainingEndsListings(t *testing.T) {
	stood, open := make(chan struct{}), make(chan struct{})
	s := newTestGateway(t, behind(t, jobs(9, 3, func(_ http.ResponseWriter, from int) bool {
		if from == 6 {
			close(stood)
			<-open
		}
		return false
	})))
	resp := s.ask(t, "/v1/items", call("own", listJobs, nil))
	<-stood
	require.NoError(t, s.g.Drain(t.Context()))
	close(open)
	got := readItems(t, resp.Body)
	assert.Equal(t, wantIDs(0, 6), got.ids)
	assert.Equal(t, "DRAINING", got.err["code"])
	assert.NotEmpty(t, got.err["resume_token"])
}
