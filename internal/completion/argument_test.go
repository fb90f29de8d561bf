package completion_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/completion"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

func arguments(t *testing.T, action string, given ...string) completion.Arguments {
	t.Helper()
	a, err := connector.Builtin().Action(action)
	require.NoError(t, err)
	return completion.Arguments{Action: a, Types: schema.NewTypes(schema.BuiltinTypes()), Given: given}
}

func words(c completion.Candidates) []string {
	var out []string
	for _, w := range c.Words {
		out = append(out, w.Word)
	}
	return out
}

func TestNext(t *testing.T) {
	const create, job = "post_api_2_1_clusters_create", "post_api_2_2_jobs_create"
	for _, c := range []struct {
		action, typed string
		given         []string
		want          []string
	}{
		{create, "data.autoscale.", nil, []string{"data.autoscale.max_workers=", "data.autoscale.min_workers="}},
		{create, "data.autoscale.", []string{"data.autoscale.max_workers=1"}, []string{"data.autoscale.min_workers="}},
		{create, "data.autoscale.", []string{"data.autoscale:={}"}, nil},
		{create, "data.spark_v", []string{"data.spark_version=x"}, nil},
		{create, "data.spark_v", []string{"data.spark_versio=x"}, []string{"data.spark_version="}},
		{create, "data.autosc", []string{"data=@x"}, nil},
		{create, "data.ssh", []string{"data.ssh_public_keys=a"}, []string{"data.ssh_public_keys="}},
		{create, "data.ssh", []string{"data.ssh_public_keys:=[a]"}, nil},
		{create, "data.runtime_engine=", nil, []string{"data.runtime_engine=NULL", "data.runtime_engine=PHOTON", "data.runtime_engine=STANDARD"}},
		{create, "data.runtime_engine=P", nil, []string{"data.runtime_engine=PHOTON"}},
		{create, "data.is_single_node=", nil, []string{"data.is_single_node=true", "data.is_single_node=false"}},
		{create, "data.is_single_node:=", nil, []string{"data.is_single_node:=true", "data.is_single_node:=false"}},
		{create, "data.is_single_node:=f", nil, []string{"data.is_single_node:=false"}},
		{create, "data.autoscale:=", nil, []string{"data.autoscale:=@"}},
		{create, "data.autoscale:={", nil, nil},
		{create, "data.runtime_engine:=", nil, []string{"data.runtime_engine:=@"}},
		{create, "nothing:=", nil, nil},
		{create, "data.spark_version=", nil, nil},
		{create, "nothing.at.all", nil, nil},
		{create, "nothing=", nil, nil},
		{create, "....", nil, nil},
		{create, "=", nil, nil},
		{job, "data.tasks.", nil, []string{"data.tasks.0."}},
		{job, "data.tasks.", []string{"data.tasks.4.task_key=a", "data.tasks.x=1"}, []string{"data.tasks.5."}},
		{job, "data.tasks.0.run_i", nil, []string{"data.tasks.0.run_if="}},
		{"get_api_2_0_sql_history_queries", "filter_by.statu", nil, []string{"filter_by.statuses="}},
		{"get_api_2_0_sql_history_queries", "filter_by.statuses=FI", []string{"filter_by.statuses=FAILED"}, []string{"filter_by.statuses=FINISHED"}},
		{"put_api_2_0_fs_filesby_file_path", "", nil, []string{"data=", "file_path=", "overwrite="}},
		{"put_api_2_0_fs_filesby_file_path", "data=", nil, []string{"data=@"}},
		{"post_api_2_0_workspace_import", "data.content=", nil, []string{"data.content=@"}},
	} {
		got := arguments(t, c.action, c.given...).Next(c.typed)
		assert.ElementsMatch(t, c.want, words(got), "%s %s %s", c.action, c.given, c.typed)
	}
}

func TestWhatIsRequiredComesFirst(t *testing.T) {
	got := arguments(t, "post_api_2_1_clusters_create").Next("").Words
	assert.Equal(t, completion.Candidate{
		Word: "data.spark_version=", Help: "required: Runtime version, a key listed by get_api_2_1_clusters_spark_versions.",
	}, got[0])
	assert.Greater(t, len(got), 20)
}

// TestEveryName follows the completions of every action three levels down: each stands
// for something that the schema knows, once, and begins with what was typed.
func TestEveryName(t *testing.T) {
	types := schema.NewTypes(schema.BuiltinTypes())
	for _, name := range connector.Builtin().Names() {
		a := arguments(t, name)
		a.Types = types
		seen := map[string]bool{}
		follow(t, a, "", 3, seen)
		for _, p := range a.Action.Params {
			assert.True(t, seen[p.Name+"="] || seen[p.Name+"."] || seen[p.Name+":="], "%s of %s", p.Name, name)
		}
		if body := a.Action.Body; body != nil && body.Required {
			required, _ := types.Resolve(schema.Document(body.Schema))["required"].([]any)
			for _, field := range required {
				at := registry.BodyParam + "." + field.(string)
				assert.True(t, seen[at+"="] || seen[at+"."] || seen[at+":="], "%s of %s", at, name)
			}
		}
	}
}

func follow(t *testing.T, a completion.Arguments, typed string, depth int, seen map[string]bool) {
	t.Helper()
	for _, w := range a.Next(typed).Words {
		require.True(t, strings.HasPrefix(w.Word, typed), "%s for %s", w.Word, typed)
		require.False(t, seen[w.Word], w.Word)
		require.NotContains(t, w.Help, "\n")
		seen[w.Word] = true
		doc := schema.Document(a.Action.ParamsSchema())
		for step := range strings.SplitSeq(strings.TrimRight(w.Word, ":=."), ".") {
			var known bool
			doc, known = a.Types.Child(doc, step)
			require.True(t, known, w.Word)
		}
		if strings.HasSuffix(w.Word, ".") && depth > 0 {
			follow(t, a, w.Word, depth-1, seen)
		}
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.json", "ab c.json", ".hidden", "b\nc", "z"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
	}
	require.NoError(t, os.Mkdir(filepath.Join(dir, "adir"), 0o700))
	got := completion.Files("data=@", dir+"/a")
	assert.ElementsMatch(t, []string{"data=@" + dir + "/a.json", "data=@" + dir + "/ab c.json", "data=@" + dir + "/adir/"}, words(got))
	assert.True(t, got.Open)
	assert.Equal(t, []string{"@" + dir + "/.hidden"}, words(completion.Files("@", dir+"/.h")))
	assert.NotContains(t, words(completion.Files("@", dir+"/")), "@"+dir+"/.hidden")
	assert.Empty(t, completion.Files("@", dir+"/nothing/x"))
	assert.Empty(t, completion.Files("@", "\x00"))
}

func TestActions(t *testing.T) {
	got := completion.Actions(connector.Builtin(), "post_api_2_1_clusters_cr")
	assert.Equal(t, []completion.Candidate{{Word: "post_api_2_1_clusters_create", Help: "Create and start a new Spark cluster."}}, got.Words)
	assert.Len(t, completion.Actions(connector.Builtin(), "").Words, connector.Builtin().Len())
}
