package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// largest is the largest integer of the API. A float64 is one off.
const largest = int64(math.MaxInt64)

// echo answers a request with the integers it was sent.
type echo struct{}

func (echo) RoundTrip(r *http.Request) (*http.Response, error) {
	body := `{"job_id":` + r.URL.Query().Get("job_id") + `}`
	if r.Method != http.MethodGet {
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		body = string(sent)
	}
	return &http.Response{
		StatusCode: http.StatusOK, Header: cannedHeader, ContentLength: int64(len(body)),
		Body: io.NopCloser(strings.NewReader(body)), Request: r,
	}, nil
}

// lostIntegers are those that did not come back as they went out: in the query and in
// the body, given as int64 and json.Number, read raw, as a value and into
// a struct.
func lostIntegers(tb testing.TB) []string {
	tb.Helper()
	c := open(tb, nowhere, echo{})
	var lost []string
	for _, n := range []int64{largest, largest - 1, 1<<53 + 1, -largest, 4020997813441462123} {
		want := strconv.FormatInt(n, 10)
		for _, given := range []any{n, json.Number(want)} {
			for action, params := range map[string]map[string]any{
				"get_api_2_2_jobs_get":      {"job_id": given},
				"post_api_2_2_jobs_run_now": {"data": map[string]any{"job_id": given}},
			} {
				res, err := c.RunAction(tb.Context(), "w", action, params)
				require.NoError(tb, err)
				data, err := res.Data()
				require.NoError(tb, err)
				var typed struct {
					ID int64 `json:"job_id"`
				}
				require.NoError(tb, res.Decode(&typed))
				raw, err := res.JSON()
				require.NoError(tb, err)
				if got := fmt.Sprint(data.(map[string]any)["job_id"]); got != want || typed.ID != n || !strings.Contains(string(raw), want) {
					lost = append(lost, fmt.Sprintf("%s of %T %s: %s, %d, %s", action, given, want, got, typed.ID, raw))
				}
			}
		}
	}
	return lost
}

func TestIntegersComeBackAsTheyWent(t *testing.T) { assert.Empty(t, lostIntegers(t)) }

// BenchmarkIntegers puts goal 15 into the table; it measures nothing else.
func BenchmarkIntegers(b *testing.B) {
	b.ReportMetric(float64(len(lostIntegers(b))), "lost")
	b.ReportMetric(0, "ns/op")
}
