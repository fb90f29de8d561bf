package conformance

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// prey is a gateway that is attacked, with what an attacker may have got hold of.
type prey struct {
	*gateway
	bench *bench
	// reader may read on the connection work and nothing else.
	reader string
	// writer may do all on work, but not confirm.
	writer string
}

// newPrey serves with a pause so short that a test can wait for its end.
func newPrey(t *testing.T, args ...string) *prey {
	t.Helper()
	b := newBench(t)
	p := &prey{bench: b}
	p.reader = b.token(t, "reader", "--connection", work, "--class", "read")
	p.writer = b.token(t, "writer", "--connection", work)
	p.gateway = b.serve(t, append([]string{
		"--pause", "1s", "--audit", filepath.Join(b.dir, "audit.jsonl"),
	}, args...)...)
	return p
}

// unharmed requires that nothing of an attack came through, that the gateway still
// works, and that its log holds no secret and nothing that an attacker made a line of.
func (p *prey) unharmed(t *testing.T) {
	t.Helper()
	assert.Empty(t, p.bench.reached.take(), "reached the workspace")
	p.healthy(t)
	ok := p.run(t, p.reader, work, "get_api_2_1_clusters_list", `{}`)
	require.Equal(t, 200, ok.status, "%s", ok.body)
	require.Equal(t, []string{work + " GET /api/2.1/clusters/list"}, p.bench.reached.take())
	for _, secret := range []string{p.reader, p.writer, p.bench.secret, canary} {
		assert.NotContains(t, p.log.String(), secret, "a secret in the log")
	}
	for line := range strings.Lines(p.log.String()) {
		assert.False(t, strings.HasPrefix(line, forged), "a line of the log made by an attacker: %s", line)
	}
}

// canary stands for what a caller wants nobody to see; forged begins the line that an
// attacker would like to write into the log.
const (
	canary = "canary-7f3a9c"
	forged = "forged-line"
)

const createJob = `{"connection":"work","action":"post_api_2_2_jobs_create","params":{"data":{"name":"by an attacker"}}}`
