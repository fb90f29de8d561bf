package render_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/render"
	"github.com/actionctl/connector/schema"
)

type object = map[string]any

// written is what Value makes of an answer, and the notes beside it.
func written(t *testing.T, answer string, o render.Options) (text, notes string) {
	t.Helper()
	var out, said strings.Builder
	o.Note = func(s string) { said.WriteString(s + "\n") }
	require.NoError(t, render.Value(t.Context(), &out, []byte(answer), o))
	return out.String(), said.String()
}

func query(t *testing.T, text string) *render.Query {
	t.Helper()
	q, err := render.NewQuery(text)
	require.NoError(t, err)
	return q
}

// clusters is the layout of a list whose items are declared.
func clusters() render.Layout {
	types := schema.NewTypes()
	scalar := func(kind string) object { return object{"type": kind} }
	return render.NewLayout(types, object{
		"type": "object",
		"properties": object{
			"next_page_token": scalar("string"),
			"clusters": object{"type": "array", "items": object{"type": "object", "properties": object{
				"autotermination_minutes": scalar("integer"), "cluster_id": scalar("string"), "cluster_name": scalar("string"),
				"state": scalar("string"), "start_time": scalar("integer"), "policy_id": scalar("string"),
				"description": scalar("string"), "token": object{"type": "string", "x-sensitive": true},
				"settings": object{"type": "object", "properties": object{"name": scalar("string"), "size": scalar("integer")}},
				"tags":     object{"type": "object", "additionalProperties": scalar("string")},
			}}},
		},
	}, "", "", "")
}

const twoClusters = `{"clusters": [
  {"cluster_id": "1122-334455-abcdef12", "cluster_name": "Etl, the \"big\" one", "state": "RUNNING", "start_time": 1700000000000, "token": "t0", "autotermination_minutes": 30},
  {"cluster_id": "1122-334455-abcdef13", "cluster_name": "东京", "state": "TERMINATED", "start_time": 0, "description": "line\nbreak\u001b[31m", "tags": {"a": "=1+1"}}
], "next_page_token": ""}`

func TestTableOfAList(t *testing.T) {
	got, notes := written(t, twoClusters, render.Options{Format: render.Table, Layout: clusters()})
	assert.Empty(t, notes)
	assert.Equal(t, `
CLUSTER_ID            CLUSTER_NAME        STATE       START_TIME            AUTOTERMINATION_MINUTES  DESCRIPTION
1122-334455-abcdef12  Etl, the "big" one  RUNNING     2023-11-14 22:13:20Z  30
1122-334455-abcdef13  东京                TERMINATED                                                 line\nbreak\x1b[31m
`, "\n"+got)
}

// On a screen ids are whole, columns that do not fit are left out and values are cut.
func TestTableFitsTheScreen(t *testing.T) {
	got, _ := written(t, twoClusters, render.Options{Format: render.Table, Layout: clusters(), Width: 60})
	assert.Equal(t, `
CLUSTER_ID            CLUSTER_NAME        STATE
1122-334455-abcdef12  Etl, the "big" one  RUNNING
1122-334455-abcdef13  东京                TERMINATED
`, "\n"+got)
	for width := 1; width < 200; width++ {
		got, _ := written(t, twoClusters, render.Options{Format: render.Table, Layout: clusters(), Width: width})
		for line := range strings.Lines(got) {
			assert.LessOrEqual(t, cells(line), max(width, 1), "width %d: %q", width, line)
		}
	}
}
