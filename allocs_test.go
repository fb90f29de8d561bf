package connector_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// leanTransport answers with as few allocations as an answer can have: the response, its
// body and the reader in it.
type leanTransport struct{ answer string }

var leanHeader = http.Header{"Content-Type": {"application/json"}}

func (t leanTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return nil, err
		}
		if err := r.Body.Close(); err != nil {
			return nil, err
		}
	}
	return &http.Response{
		StatusCode: http.StatusOK, Header: leanHeader, ContentLength: int64(len(t.answer)),
		Body: io.NopCloser(strings.NewReader(t.answer)), Request: r,
	}, nil
}

// A call allocates little besides what it sends and gets: gates, since bench only tells.
// A change that makes one of them fail has made every call dearer.
func TestACallAllocatesLittle(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates too; run without -race")
	}
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"w": {Host: "https://w.example", Auth: connection.StaticToken("t"), Transport: leanTransport{`{"cluster_id":"1122-a","state":"RUNNING"}`}},
	}})
	require.NoError(t, err)
	for action, gate := range map[string]struct {
		params map[string]any
		most   float64
	}{
		"get_api_2_1_clusters_get": {map[string]any{"cluster_id": "1122-a"}, 31},
		"post_api_2_1_clusters_create": {map[string]any{"data": map[string]any{
			"cluster_name": "nightly", "spark_version": "15.4.x-scala2.12", "node_type_id": "i3.xlarge",
			"autoscale":               map[string]any{"min_workers": 2, "max_workers": 12},
			"autotermination_minutes": 45, "enable_elastic_disk": true,
			"spark_conf":     map[string]any{"spark.speculation": "false", "spark.sql.shuffle.partitions": "200"},
			"custom_tags":    map[string]any{"team": "orders", "cost_center": "4711"},
			"aws_attributes": map[string]any{"zone_id": "auto", "first_on_demand": 1, "availability": "SPOT_WITH_FALLBACK"},
			"init_scripts":   []any{map[string]any{"workspace": map[string]any{"destination": "/Shared/init.sh"}}},
		}}, 35},
	} {
		run := func() {
			if _, err := c.RunAction(t.Context(), "w", action, gate.params); err != nil {
				t.Error(err)
			}
		}
		run() // reads the descriptor and makes the client
		got := testing.AllocsPerRun(200, run)
		t.Logf("%s: %v allocations of %v", action, got, gate.most)
		assert.LessOrEqual(t, got, gate.most, action)
	}
}
