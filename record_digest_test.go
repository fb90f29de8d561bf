package connector_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
)

// digestOf is the digest in the record of a call.
func digestOf(t *testing.T, call connector.Call) string {
	t.Helper()
	book := &notebook{}
	_, err := audited(t, roundTrip(fine), audit.BestEffort, book).Do(t.Context(), call)
	require.NoError(t, err)
	got, _ := book.taken()
	require.Len(t, got, 1)
	require.Len(t, got[0].Params, 32)
	return got[0].Params
}

func TestDigests(t *testing.T) {
	get := func(params map[string]any) connector.Call {
		return connector.Call{Connection: "w", Action: getJob, Params: params}
	}
	one := digestOf(t, get(job))
	assert.Equal(t, one, digestOf(t, get(map[string]any{"job_id": json.Number("7")})), "the same in another type")
	assert.NotEqual(t, one, digestOf(t, get(map[string]any{"job_id": 8})))
	assert.Equal(t, "44136fa355b3678a1146ad16f7e8649e", digestOf(t, connector.Call{Connection: "w", Action: listJobs}), "the SHA-256 of {}, cut")
	assert.Equal(t, digestOf(t, connector.Call{Connection: "w", Action: listJobs}), digestOf(t, connector.Call{Connection: "w", Action: listJobs, Params: map[string]any{}}))

	// an idempotency token of ours is nothing that the caller gave
	started := digestOf(t, starting5())
	assert.Equal(t, started, digestOf(t, starting5()))
	keyed := starting5()
	keyed.IdempotencyKey = "k"
	assert.Equal(t, started, digestOf(t, keyed))
	keyed.Params = map[string]any{"data": map[string]any{"job_id": 7, "idempotency_token": "k"}}
	assert.NotEqual(t, started, digestOf(t, keyed), "a token among the parameters is")

	// secrets make no difference, all else does
	secret := digestOf(t, putSecret("hunter2"))
	assert.Equal(t, secret, digestOf(t, putSecret("hunter3")))

	// neither do the bytes of a file
	put := func(path string, data any) connector.Call {
		return connector.Call{Connection: "w", Action: "put_api_2_0_fs_filesby_file_path", Params: map[string]any{"file_path": path, "data": data}}
	}
	file := digestOf(t, put("/x", "abc"))
	assert.Equal(t, file, digestOf(t, put("/x", strings.NewReader("abcd"))))
	assert.Equal(t, file, digestOf(t, put("/x", func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("")), nil })))
	assert.NotEqual(t, file, digestOf(t, put("/y", "abc")))
}

// A canary in every secret place of every action is in no record, whatever becomes of
// the call; nor does a record depend on it.
func TestNoSecretIsWrittenDown(t *testing.T) {
	book := &notebook{}
	c := audited(t, roundTrip(echo), audit.Strict, book)
	var text strings.Builder
	keep := func() []audit.Record {
		got, _ := book.taken()
		for _, r := range got {
			line, err := json.Marshal(r)
			require.NoError(t, err)
			text.Write(line)
		}
		return got
	}
	actions, calls := 0, 0
	for a := range everyAction(t, c.Registry()) {
		actions++
		_, err := c.Do(t.Context(), connector.Call{Connection: "w", Action: a.Name, Params: example(t, c, a, true), Confirmed: true})
		require.Error(t, err, a.Name)
		require.Len(t, keep(), 2, a.Name)
		for _, call := range secretCalls(c, a) {
			calls++
			var digests []string
			for _, call := range append(spoiledCalls(call), call) {
				_, err := c.Do(t.Context(), call)
				require.Error(t, err, a.Name)
			}
			for _, r := range keep() {
				if r.Phase != audit.Refused {
					digests = append(digests, r.Params)
				}
			}
			require.Len(t, digests, 2, a.Name)
			assert.Len(t, digests[0], 32)
			assert.Equal(t, digests[0], digests[1])
		}
	}
	assert.Equal(t, 724, actions)
	assert.Greater(t, calls, 100)
	assertNoCanary(t, "records", text.String())
}

// echoingID is a service that says a secret where a request id is expected.
type echoingID struct {
	serve  roundTrip
	status int
	id     string
}

func (e echoingID) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := e.serve(r)
	answer.StatusCode = e.status
	answer.Header = http.Header{"Content-Type": {"application/json"}, "X-Request-Id": {e.id}}
	return answer, nil
}

// The service's code and request id are its own words, which may repeat ours.
func TestNoSecretComesBack(t *testing.T) {
	const secret = "hunter2hunter2"
	book := &notebook{}
	for _, status := range []int{200, 400} {
		service := saying(fmt.Sprintf(`{"error_code":"%s","message":"x"}`, secret))
		c := audited(t, echoingID{service, status, secret}, audit.Strict, book)
		_, _ = c.Do(t.Context(), putSecret(secret))
		got, _ := book.taken()
		require.Len(t, got, 2)
		assert.Equal(t, status, got[1].Status)
		assert.NotContains(t, fmt.Sprint(got), secret)
		assert.NotEmpty(t, got[1].RequestID)
	}
}
