package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/pagefake"
)

const clustersList = "get_api_2_1_clusters_list"

// pages serves the list of an action over a socket, 3 items a page.
func pages(t *testing.T, action string, n int) (*pagefake.Service, string) {
	t.Helper()
	reg := connector.Builtin()
	a, err := reg.Action(action)
	require.NoError(t, err)
	s := &pagefake.Service{List: a}
	if f := a.Paginate.Follow; f != nil {
		next, err := reg.Action(f.Action)
		require.NoError(t, err)
		s.Others = append(s.Others, next)
	}
	for i := range n {
		s.Items = append(s.Items, map[string]any{"id": i, "<name>": "x"})
		s.Bytes += string(rune('a' + i%26))
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return s, server.URL
}

func TestAllInEveryFormat(t *testing.T) {
	for _, n := range []int{0, 1, 7} {
		_, host := pages(t, clustersList, n)
		code, out, errs := runOnce(t, host, clustersList, "--all", "-o", "json")
		require.Equal(t, exitOK, code, errs)
		assert.Empty(t, errs)
		var list []any
		require.NoError(t, json.Unmarshal([]byte(out), &list))
		assert.Len(t, list, n)
		want, err := json.MarshalIndent(list, "", "  ")
		require.NoError(t, err)
		assert.Equal(t, string(want)+"\n", strings.NewReplacer("<", `\u003c`, ">", `\u003e`).Replace(out), "as any other result is indented")

		_, out, errs = runOnce(t, host, clustersList, "--all", "-o", "jsonl")
		assert.Empty(t, errs)
		assert.Equal(t, n, strings.Count(out, "\n"))
		for i, line := range strings.Split(strings.TrimSpace(out), "\n")[:n] {
			assert.Equal(t, fmt.Sprintf(`{"<name>":"x","id":%d}`, i), line)
		}

		_, out, errs = runOnce(t, host, clustersList, "--all", "-o", "yaml")
		assert.Empty(t, errs)
		var again []any
		require.NoError(t, yaml.Unmarshal([]byte(out), &again))
		assert.Len(t, again, n)
		assert.NotNil(t, again, "an empty list is one")
	}
}

func TestAllOfAFile(t *testing.T) {
	s, host := pages(t, "get_api_2_0_dbfs_read", 10)
	code, out, errs := runOnce(t, host, "get_api_2_0_dbfs_read", "path=/a", "--all", "-o", "raw")
	require.Equal(t, exitOK, code, errs)
	assert.Equal(t, s.Bytes, out)
	file := filepath.Join(t.TempDir(), "a")
	code, out, errs = runOnce(t, host, "get_api_2_0_dbfs_read", "path=/a", "--page-size", "4", "-o", "raw", "--output-file", file)
	require.Equal(t, exitOK, code, errs)
	assert.Empty(t, out)
	assert.Equal(t, s.Bytes, content(t, file))
	_, out, _ = runOnce(t, host, "get_api_2_0_dbfs_read", "path=/a", "--all", "-o", "jsonl")
	first, err := json.Marshal(base64.StdEncoding.EncodeToString([]byte(s.Bytes[:3])))
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(out, string(first)+"\n"), out)
}

func TestAllOfAnObject(t *testing.T) {
	_, host := pages(t, "get_api_2_2_jobs_get", 7)
	_, out, errs := runOnce(t, host, "get_api_2_2_jobs_get", "job_id=1", "--all")
	assert.Empty(t, errs)
	var job struct{ Settings struct{ Tasks []any } }
	require.NoError(t, json.Unmarshal([]byte(out), &job), "one object, no array")
	assert.Len(t, job.Settings.Tasks, 7)
	_, out, _ = runOnce(t, host, "get_api_2_2_jobs_get", "job_id=1", "--all", "-o", "jsonl")
	assert.Equal(t, 1, strings.Count(out, "\n"))
}

var startingToken = regexp.MustCompile(`--starting-token (\S+)\n`)

func TestGoingOnBehindALimit(t *testing.T) {
	for _, flags := range [][]string{{"--max-items", "2"}, {"--max-items=5"}, {"--max-pages", "1"}, {"--max-pages", "2", "--max-items", "4"}} {
		s, host := pages(t, clustersList, 7)
		code, out, errs := runOnce(t, host, clustersList, append([]string{"-o", "jsonl"}, flags...)...)
		require.Equal(t, exitOK, code, errs)
		m := startingToken.FindStringSubmatch(errs)
		require.NotNil(t, m, errs)
		assert.Equal(t, 1, strings.Count(errs, "\n"), "one line")
		code, rest, errs := runOnce(t, host, clustersList, "-o", "jsonl", "--starting-token", m[1])
		require.Equal(t, exitOK, code, errs)
		assert.Empty(t, errs, "nothing follows")
		assert.Len(t, strings.Split(strings.TrimSpace(out+rest), "\n"), len(s.Items), "%v", flags)
	}
}

func TestLimitsWithJSONErrors(t *testing.T) {
	_, host := pages(t, clustersList, 7)
	_, _, errs := runOnce(t, host, clustersList, "-o", "json", "--max-items", "1")
	var o struct {
		ResumeToken string `json:"resume_token"`
	}
	require.NoError(t, json.Unmarshal([]byte(errs), &o))
	code, out, _ := runOnce(t, host, clustersList, "-o", "jsonl", "--starting-token", o.ResumeToken)
	assert.Equal(t, exitOK, code)
	assert.Equal(t, 6, strings.Count(out, "\n"))
}

func TestAnErrorInTheMiddleOfAList(t *testing.T) {
	s, host := pages(t, clustersList, 7)
	s.Break = 2
	code, out, errs := runOnce(t, host, clustersList, "--all", "-o", "json")
	assert.Equal(t, exitServer, code)
	var list []any
	require.NoError(t, json.Unmarshal([]byte(out), &list), "what came is valid JSON: %s", out)
	assert.Len(t, list, 3)
	var o connector.ErrorObject
	require.NoError(t, json.Unmarshal([]byte(errs), &o), errs)
	assert.Equal(t, 2, o.Page)
	_, rest, _ := runOnce(t, host, clustersList, "-o", "jsonl", "--starting-token", o.ResumeToken)
	assert.Equal(t, 4, strings.Count(rest, "\n"))

	s.Requests = nil
	code, out, errs = runOnce(t, host, clustersList, "--all", "-o", "jsonl")
	assert.Equal(t, exitServer, code)
	assert.Equal(t, 3, strings.Count(out, "\n"))
	assert.True(t, strings.HasPrefix(errs, "actionctl: error: page 2: "+clustersList+": 500 INTERNAL_ERROR: broken"), errs)
	assert.Regexp(t, `(?m)^  go on with: --starting-token \S+$`, errs)

	s.Requests, s.Break = nil, 1
	code, out, errs = runOnce(t, host, clustersList, "--all", "-o", "json")
	assert.Equal(t, exitServer, code)
	assert.Empty(t, out, "nothing came")
	assert.NotContains(t, errs, "resume_token")
}

// A file is whole or as it was, so there is nothing to go on from.
func TestAnErrorInTheMiddleOfAListIntoAFile(t *testing.T) {
	s, host := pages(t, clustersList, 7)
	s.Break = 2
	file := filepath.Join(t.TempDir(), "out.json")
	require.NoError(t, os.WriteFile(file, []byte("before"), 0o600))
	code, _, errs := runOnce(t, host, clustersList, "--all", "-o", "json", "--output-file", file)
	assert.Equal(t, exitServer, code)
	assert.Equal(t, "before", content(t, file))
	assert.NotContains(t, errs, "resume_token")
	code, _, errs = runOnce(t, host, clustersList, "--max-items", "2", "-o", "json", "--output-file", file)
	assert.Equal(t, exitOK, code)
	assert.Contains(t, errs, "resume_token", "a limit is no failure")
	assert.Equal(t, 2, strings.Count(content(t, file), `"id"`))
}

// What a page holds is at the reader before the next one is asked for.
func TestPagesArePrintedAsTheyCome(t *testing.T) {
	s, _ := pages(t, clustersList, 7)
	var out strings.Builder
	var lines []int
	watched := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lines = append(lines, strings.Count(out.String(), "\n"))
		s.ServeHTTP(w, r)
	}))
	defer watched.Close()
	env := map[string]string{"DATABRICKS_HOST": watched.URL, "DATABRICKS_TOKEN": "canary"}
	code := run(t.Context(), &streams{
		In: strings.NewReader(""), Out: &out, Err: &strings.Builder{}, Getenv: func(key string) string { return env[key] },
	}, []string{"run", "-c", "env", clustersList, "--all", "-o", "jsonl"})
	assert.Equal(t, exitOK, code)
	assert.Equal(t, []int{0, 3, 6}, lines)
}
