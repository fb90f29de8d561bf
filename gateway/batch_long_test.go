package gateway

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A line does not make the gateway hold a list of any length.
func TestLongListsInABatch(t *testing.T) {
	for count, outcome := range map[int]string{mostInLine: "done", mostInLine + 1: "failed"} {
		s := newTestGateway(t, behind(t, says(200, `{"jobs":[{}`+strings.Repeat(`,{}`, count-1)+`]}`)))
		got := s.batch(t, "", lines(line(1, "own", listJobs, nil, "all", true)))
		require.Len(t, got.results, 1)
		assert.Equal(t, outcome, got.results[0]["outcome"])
		if outcome == "failed" {
			assert.Equal(t, "LONG_LIST", got.results[0]["error"].(map[string]any)["code"])
			assert.Nil(t, got.results[0]["data"])
		}
	}
}
