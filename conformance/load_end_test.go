//go:build load

package conformance

import (
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A gateway that is told to end while 64 callers write finishes what it has sent and
// answers it: there is no job whose caller was not told.
func TestEndUnderLoad(t *testing.T) {
	b := newBench(t)
	auditFile := filepath.Join(b.dir, "audit.jsonl")
	token := b.token(t, "load", "--connection", work)
	g := b.serve(t, "--audit", auditFile, "--audit-mode", "strict", "--log", "off")
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: callers}}
	all := make([]*caller, callers)
	var wg sync.WaitGroup
	var answers atomic.Int64
	busy := make(chan struct{})
	for i := range all {
		all[i] = &caller{number: i, url: g.url, token: token, client: client, draw: rand.New(rand.NewPCG(1, uint64(i)))}
		wg.Go(func() {
			for {
				m := all[i].one("create")
				all[i].calls = append(all[i].calls, m)
				if m.err != nil {
					return
				}
				if answers.Add(1) == 10*callers {
					close(busy)
				}
			}
		})
	}
	<-busy
	assert.Zero(t, g.stop(t), "it ends in order")
	wg.Wait()

	jobs := b.serve(t, "--log", "off").jobs(t, token)
	told := 0
	for _, c := range all {
		for _, m := range c.calls {
			if m.status == http.StatusOK {
				require.NoError(t, m.err, "%+v", m)
				require.Equal(t, []string{m.id}, jobs[m.job], "%+v", m)
				told++
				continue
			}
			require.Empty(t, jobs[m.job], "it acted, and the caller was not told so: %+v", m)
		}
	}
	assert.Len(t, jobs, told)
	begun := map[string]int{}
	for _, e := range readAudit(t, auditFile) {
		begun[e.Phase]++
	}
	assert.Equal(t, map[string]int{"begin": told, "end": told}, begun)
	t.Logf("%d jobs", told)
}
