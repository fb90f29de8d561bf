package sandbox

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/sandbox/world"
)

func openAt(t testing.TB, file string) *Sandbox {
	t.Helper()
	box, err := Open(Config{Registry: builtin, Types: sharedTypes, State: file})
	require.NoError(t, err)
	return box
}

// What one sandbox makes is there in the next one, its work goes on there, and its
// changes are seen by the first.
func TestStateOutlivesASandbox(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	first, second := openAt(t, file), openAt(t, file)
	id := at(t, ask(t, first, "post_api_2_1_clusters_create", params{"data": params{"spark_version": "15.4.x", "cluster_name": "kept"}}), "cluster_id")
	get := func(box *Sandbox) any { return ask(t, box, "get_api_2_1_clusters_get", params{"cluster_id": id}) }
	v := get(second)
	assert.Equal(t, "kept", at(t, v, "cluster_name"))
	assert.Equal(t, "PENDING", at(t, v, "state"))
	assert.Equal(t, "RUNNING", at(t, get(first), "state"))
	ask(t, second, "post_api_2_1_clusters_permanent_delete", params{"data": params{"cluster_id": id}})
	refused(t, first, encode(t, "get_api_2_1_clusters_get", params{"cluster_id": id}), 400)

	info, err := os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	left, err := os.ReadDir(filepath.Dir(file))
	require.NoError(t, err)
	assert.Len(t, left, 2, "the file and its lock")
}

func TestNoFileWithoutState(t *testing.T) {
	t.Chdir(t.TempDir())
	ask(t, newBox(), "post_api_2_1_clusters_create", params{"data": params{"spark_version": "15.4.x"}})
	left, err := os.ReadDir(".")
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestLargeNumbersSurviveTheFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	ask(t, openAt(t, file), "post_api_2_2_jobs_update", params{"data": params{"job_id": 1, "new_settings": params{"timeout_seconds": json.Number("9223372036854775807")}}})
	v := ask(t, openAt(t, file), "get_api_2_2_jobs_get", params{"job_id": 1})
	assert.Equal(t, json.Number("9223372036854775807"), at(t, v, "settings.timeout_seconds"))
}

func TestBrokenStateIsRefused(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole.json")
	ask(t, openAt(t, whole), "post_api_2_1_clusters_create", params{"data": params{"spark_version": "15.4.x"}})
	text, err := os.ReadFile(whole)
	require.NoError(t, err)
	for name, tc := range map[string]struct{ text, says string }{
		"torn":          {string(text[:len(text)/2]), "unexpected EOF"},
		"empty":         {"", "EOF"},
		"no JSON":       {"hello", "invalid character"},
		"more":          {string(text) + "hello\n", "invalid character"},
		"two in a line": {string(text) + "{\"counter\": 1}{}\n", "more behind a change"},
		"lost":          {string(text) + `{"gone": {"apps": [1]}}` + "\n", "apps, which is not there"},
		"other version": {strings.Replace(string(text), `"version":2`, `"version":9`, 1), "it has version 9"},
		"other fields":  {`{"version": 2, "clusters": []}`, `unknown field "clusters"`},
		"null":          {`{"version": 2, "collections": {"clusters": null}}`, "clusters is null"},
		"no key":        {`{"version": 2, "collections": {"clusters": {"items": [{}]}}}`, "no key"},
		"short key":     {`{"version": 2, "collections": {"secrets": {"items": [{"key": ["s"], "fields": {}}]}}}`, "has not 2 parts"},
		"no number":     {`{"version": 2, "collections": {"clusters": {"items": [{"key": ["c"], "fields": {}}]}}}`, "no number of its own"},
		"null parts":    {`{"version": 2, "tokens": null}`, "null"},
		"null work":     {`{"version": 2, "collections": {"clusters": {"items": [{"key": ["c"], "fields": {}, "n": 1, "tracks": [null]}]}}}`, "is null"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "broken.json")
			require.NoError(t, os.WriteFile(file, []byte(tc.text), 0o600))
			_, err := Open(Config{Registry: builtin, State: file})
			require.ErrorIs(t, err, world.ErrState)
			assert.ErrorContains(t, err, file)
			assert.ErrorContains(t, err, tc.says)
			assert.ErrorContains(t, err, "remove it to begin anew")
		})
	}
}

// A file that breaks while a sandbox uses it is an error of the sandbox, not a world
// without items.
func TestStateThatBreaksLater(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	box := openAt(t, file)
	ask(t, box, "post_api_2_1_clusters_create", params{"data": params{"spark_version": "15.4.x"}})
	require.NoError(t, os.WriteFile(file, []byte("{"), 0o600))
	code, message := refused(t, box, encode(t, "get_api_2_1_clusters_list", params{}), 500)
	assert.Equal(t, "INTERNAL_ERROR", code)
	assert.Contains(t, message, file)
}

func TestSecretsAreGivenBackByOneAction(t *testing.T) {
	box := newBox()
	ask(t, box, "post_api_2_0_secrets_put", params{"data": params{"scope": "example-name", "key": "k", "string_value": "geheim"}})
	assert.Equal(t, "Z2VoZWlt", at(t, ask(t, box, "get_api_2_0_secrets_get", params{"scope": "example-name", "key": "k"}), "value"))
	v := ask(t, box, "get_api_2_0_secrets_list", params{"scope": "example-name"})
	assert.NotContains(t, fmt.Sprint(v), "geheim")
	assert.NotContains(t, fmt.Sprint(v), "Z2VoZWlt")
	_, message := refused(t, box, encode(t, "post_api_2_0_secrets_put", params{"data": params{"scope": "nowhere", "key": "k", "string_value": "geheim"}}), 404)
	assert.Contains(t, message, "Scope nowhere does not exist; in this sandbox there is example-name, example-name-2, example-name-3")
}

func TestManyAtOnce(t *testing.T) {
	for _, file := range []string{"", filepath.Join(t.TempDir(), "state.json")} {
		boxes := []*Sandbox{openAt(t, file), openAt(t, file)}
		if file == "" {
			boxes[1] = boxes[0]
		}
		var group sync.WaitGroup
		for i := range 40 {
			group.Go(func() {
				box := boxes[i%2]
				serve(box, encode(t, "post_api_2_0_mlflow_experiments_create", params{"data": params{"name": fmt.Sprint("e", i)}}))
				serve(box, encode(t, "get_api_2_0_mlflow_experiments_list", params{}))
				serve(box, encode(t, "post_api_2_1_clusters_start", params{"data": params{"cluster_id": "example-cluster_id"}}))
				serve(box, encode(t, "get_api_2_1_clusters_get", params{"cluster_id": "example-cluster_id"}))
			})
		}
		group.Wait()
		list := at(t, ask(t, boxes[0], "get_api_2_0_mlflow_experiments_list", params{"max_results": 100}), "experiments").([]any)
		assert.Len(t, list, 43)
		ids := map[any]bool{}
		for _, e := range list {
			ids[at(t, e, "experiment_id")] = true
		}
		assert.Len(t, ids, 43)
	}
}
