package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/sandbox"
)

func TestServedSandboxFails(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out, printed := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, &streams{In: strings.NewReader(""), Out: printed, Err: io.Discard, Getenv: noEnv},
			[]string{"sandbox", "--listen", "127.0.0.1:0", "--fault", "kind=429,actions=get_*,times=1,retry_after=9", "--fault", "kind=503,after=1"})
		_ = printed.Close()
	}()
	lines := bufio.NewScanner(out)
	require.True(t, lines.Scan())
	host := strings.TrimPrefix(lines.Text(), "export DATABRICKS_HOST=")
	require.True(t, lines.Scan())
	var got []string
	for range 3 {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, host+"/api/2.2/jobs/list", nil)
		require.NoError(t, err)
		req.Header.Set("Authorization", "Bearer "+sandbox.Token)
		resp, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		got = append(got, resp.Status+" "+resp.Header.Get("Retry-After"))
	}
	// the first strikes by the first rule, so that only two requests come to the second
	assert.Equal(t, []string{"429 Too Many Requests 9", "200 OK ", "503 Service Unavailable "}, got)
	stop()
	assert.Equal(t, exitOK, <-code)
}

func TestFaultsAsText(t *testing.T) {
	got, problems := parseFault(" kind=503, actions=post_*,rate=0.25,after=1,times=2,retry_after=3")
	assert.Empty(t, problems)
	assert.Equal(t, sandbox.Fault{Kind: "503", Actions: "post_*", Rate: 0.25, After: 1, Times: 2, RetryAfter: 3 * time.Second}, got)
	got, problems = parseFault("kind=late,reads=4")
	assert.Empty(t, problems)
	assert.Equal(t, sandbox.Fault{Kind: "late", Reads: 4}, got)
	for text, says := range map[string]string{
		"":                              `"" is no key=value`,
		"kind":                          `"kind" is no key=value`,
		"KIND=503":                      `unknown key "KIND"; did you mean "kind"?`,
		"kind=503,times=99999999999999": `times "99999999999999" is no whole number`,
		"kind=503,rate=often":           `rate "often" is no number above 0`,
		"kind=503,rate=0.0":             `rate "0.0" is no number above 0`,
	} {
		_, problems := parseFault(text)
		require.Len(t, problems, 1, text)
		assert.Contains(t, problems[0].Error(), says)
	}
}
