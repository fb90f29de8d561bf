package main

import (
	"io/fs"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/schema"
)

// opens counts the files that are opened.
type opens struct {
	fs.FS
	count int
}

func (o *opens) Open(name string) (fs.File, error) {
	o.count++
	return o.FS.Open(name)
}

// A body of JSON is what it says; its many types are then nobody's business before the
// check. YAML with plain scalars needs them: 1.10 may be text.
func TestJSONNeedsNoTypes(t *testing.T) {
	action, err := connector.Builtin().Action("post_api_2_2_jobs_create")
	require.NoError(t, err)
	const (
		asJSON = `{"name": "nightly", "tasks": [{"task_key": "a", "notebook_task": {"notebook_path": "/a"}}]}`
		asYAML = "{name: nightly, max_concurrent_runs: 1, tasks: [{task_key: 1.10}]}"
	)
	for _, tt := range []struct {
		run  runOptions
		want int
	}{
		{runOptions{data: asJSON}, 0},
		{runOptions{params: `{"data": ` + asJSON + `}`}, 0},
		{runOptions{args: []string{"data:=" + asJSON}}, 0},
		{runOptions{data: asYAML}, 1},
	} {
		files := &opens{FS: schema.BuiltinTypes()}
		in := &inputs{app: &app{}, action: action, types: schema.NewTypes(files)}
		params, err := in.params(&tt.run)
		require.NoError(t, err)
		assert.Equal(t, "nightly", params["data"].(map[string]any)["name"])
		assert.Equal(t, tt.want, files.count, tt.run)
	}
}

// What an answer's rows look like is made of as many types. Only rows need it.
func TestLayoutIsMadeForRowsOnly(t *testing.T) {
	c, err := connector.Open(connector.Config{})
	require.NoError(t, err)
	action, err := c.Registry().Action("get_api_2_1_clusters_get")
	require.NoError(t, err)
	for format, want := range map[string]bool{"json": false, "jsonl": false, "yaml": false, "raw": false, "table": true, "csv": true} {
		look := &lookFlags{format: &format}
		require.NoError(t, look.fits(c, action, &runOptions{}))
		assert.Equal(t, want, len(look.layout.Names()) > 0, format)
	}
}
