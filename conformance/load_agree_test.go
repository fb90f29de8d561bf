//go:build load

package conformance

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// summary is all that the callers learned.
type summary []made

// wanted are the statuses of calls whose outcome does not depend on the workspace.
var wanted = map[string]int{"invalid": http.StatusUnprocessableEntity, "refused": http.StatusForbidden, "plan": http.StatusOK}

func summed(t *testing.T, all []*caller) summary {
	t.Helper()
	var s summary
	ids, statuses := map[string]bool{}, map[string]map[int]int{}
	for _, c := range all {
		assert.NotEmpty(t, c.calls, "caller %d was starved", c.number)
		for _, m := range c.calls {
			if statuses[m.kind] == nil {
				statuses[m.kind] = map[int]int{}
			}
			statuses[m.kind][m.status]++
			if !m.left {
				require.NoError(t, m.err, "%+v", m)
				require.NotEmpty(t, m.request, "%+v", m)
				require.False(t, ids[m.request], "two answers to one call: %+v", m)
				ids[m.request] = true
				require.NotEqual(t, http.StatusInternalServerError, m.status, "%+v", m)
			}
			if want := wanted[m.kind]; want != 0 {
				require.Equal(t, want, m.status, "%+v", m)
			}
		}
		s = append(s, c.calls...)
	}
	t.Logf("%d calls: %v", len(s), statuses)
	return s
}

// jobs reads the names and ids of the jobs that the load made.
func (g *gateway) jobs(t *testing.T, token string) map[string][]string {
	t.Helper()
	got := g.ask(t, http.MethodPost, "/v1/items", token, `{"connection":"work","action":"get_api_2_2_jobs_list","params":{"limit":100}}`, nil)
	require.Equal(t, http.StatusOK, got.status)
	found, whole := map[string][]string{}, false
	for line := range strings.Lines(string(got.body)) {
		var l struct {
			Item struct {
				ID       json.Number `json:"job_id"`
				Settings struct{ Name string }
			}
			End *struct{ Items int }
		}
		require.NoError(t, json.Unmarshal([]byte(line), &l))
		whole = l.End != nil
		if name := l.Item.Settings.Name; strings.HasPrefix(name, "load-") {
			found[name] = append(found[name], l.Item.ID.String())
		}
	}
	require.True(t, whole, "the listing broke off")
	return found
}

// withWorkspace holds what callers learned to what the workspace did.
func (s summary) withWorkspace(t *testing.T, bad *spoiler, jobs map[string][]string) {
	t.Helper()
	done, unsure, not, left := 0, 0, 0, 0
	for _, m := range s {
		if m.kind != "create" && m.kind != "leave" {
			assert.Empty(t, jobs[m.job], "%+v", m)
			continue
		}
		ids := jobs[m.job]
		require.LessOrEqual(t, len(ids), 1, "acted twice: %+v", m)
		require.Len(t, ids, bad.made[m.job], "%+v", m)
		switch {
		case m.left: // it never learned
			left += len(ids)
		case m.status == http.StatusOK:
			done++
			require.Equal(t, []string{m.id}, ids, "%+v", m)
		case m.unsure:
			unsure++
		default:
			not++
			require.Empty(t, ids, "it acted, and the caller was not told so: %+v", m)
		}
	}
	t.Logf("jobs created %d, in doubt %d, not created %d, created for callers that had left %d", done, unsure, not, left)
	for _, n := range []int{done, unsure, left} {
		assert.Positive(t, n, "the load was too tame to show anything")
	}
}
