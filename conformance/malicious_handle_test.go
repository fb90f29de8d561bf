package conformance

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A handle says where to look at work, and its bearer may have written it: whoever may
// not see that connection, or not read there, does not get there with it.
func TestHandles(t *testing.T) {
	p := newPrey(t)
	stranger := p.bench.token(t, "stranger", "--connection", work, "--action", "get_api_2_2_jobs_list")
	handle := func(connection string) string {
		word := p.bench.actionctl(t, "run", "-c", connection, "post_api_2_2_jobs_run_now", "data.job_id=1", "--start")
		require.Len(t, p.bench.reached.take(), 1)
		object, err := base64.RawURLEncoding.DecodeString(word)
		require.NoError(t, err)
		return string(object)
	}
	honest := handle(work)
	for name, c := range map[string]struct {
		token, handle string
	}{
		"of another connection":   {p.writer, handle(vault)},
		"of an action beyond":     {stranger, honest},
		"made up":                 {p.writer, `"garbage"`},
		"with another connection": {p.writer, strings.Replace(honest, `"connection":"work"`, `"connection":"vault"`, 1)},
		"with another host":       {p.writer, strings.Replace(honest, `"host":"http://127`, `"host":"http://128`, 1)},
		"with another poll":       {p.writer, strings.Replace(honest, `"run_id":`, `"other":`, 1)},
	} {
		for _, accept := range []string{"application/json", "text/event-stream"} {
			got := p.ask(t, http.MethodPost, "/v1/wait", c.token, fmt.Sprintf(`{"handle":%s}`, c.handle), func(r *http.Request) {
				r.Header.Set("Accept", accept)
			})
			assert.GreaterOrEqual(t, got.status, 400, "%s: %s", name, got.body)
			assert.Less(t, got.status, 500, "%s: %s", name, got.body)
		}
	}
	got := p.ask(t, http.MethodPost, "/v1/wait", p.writer, fmt.Sprintf(`{"handle":%s,"interval":"1ms"}`, honest), nil)
	assert.Equal(t, http.StatusOK, got.status, "whoever may, does: %s", got.body)
	p.bench.reached.take()
	p.unharmed(t)
}

// A crowd that opens connections and says little keeps nobody else out.
func TestCrowd(t *testing.T) {
	p := newPrey(t)
	for range 500 {
		p.dial(t).send("POST /v1/run HTTP/1.1\nHost: " + p.address(t) + "\nX-Slow")
	}
	p.unharmed(t)
}
