//go:build load

package conformance

import (
	"context"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// loadEnv is how many seconds the load lasts.
const loadEnv = "LOAD_SECONDS"

const callers = 64

// For a minute 64 callers use the gateway at once, while the workspace behind it fails in
// many ways and some callers leave. Every accepted call is answered once; what the callers
// learned, what the audit holds and what the workspace did agree.
func TestLoad(t *testing.T) {
	seconds := 60
	if text := os.Getenv(loadEnv); text != "" {
		var err error
		seconds, err = strconv.Atoi(text)
		require.NoError(t, err, loadEnv)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	b := newBench(t)
	bad := &spoiler{draw: rand.New(rand.NewPCG(seed, 0)), made: map[string]int{}}
	b.reached.through(func(next http.Handler) http.Handler { bad.next = next; return bad })
	auditFile := filepath.Join(b.dir, "audit.jsonl")
	token := b.token(t, "load", "--connection", work)
	g := b.serve(t, "--audit", auditFile, "--audit-mode", "strict", "--mode", "delete_safe", "--log", "off")
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: callers}}

	all := make([]*caller, callers)
	until, cancel := context.WithTimeout(t.Context(), time.Duration(seconds)*time.Second)
	defer cancel()
	var wg sync.WaitGroup
	for i := range all {
		all[i] = &caller{number: i, url: g.url, token: token, client: client, draw: rand.New(rand.NewPCG(seed, uint64(i+1)))}
		wg.Go(func() { all[i].run(until) })
	}
	wg.Wait()

	bad.off.Store(true)
	g.healthy(t)
	left := g.jobs(t, token)
	assert.Zero(t, g.stop(t), "it ends in order")

	said := summed(t, all)
	said.withWorkspace(t, bad, left)
	said.withAudit(t, readAudit(t, auditFile))
	for kind, n := range bad.kinds {
		assert.Positive(t, n, "fault %d never struck", kind)
	}
}
