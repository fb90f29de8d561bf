package render_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/render"
)

func TestCSV(t *testing.T) {
	got, _ := written(t, twoClusters, render.Options{Format: render.CSV, Layout: clusters()})
	assert.Equal(t, `
cluster_id,cluster_name,state,start_time,autotermination_minutes,policy_id,description
1122-334455-abcdef12,"Etl, the ""big"" one",RUNNING,1700000000000,30,,
1122-334455-abcdef13,东京,TERMINATED,0,,,"line
break`+"\x1b"+`[31m"
`, "\n"+got)
	records, err := csv.NewReader(strings.NewReader(got)).ReadAll()
	require.NoError(t, err)
	assert.Len(t, records, 3)
}

func TestCSVOfNamedColumns(t *testing.T) {
	got, notes := written(t, twoClusters, render.Options{Format: render.CSV, Layout: clusters(), Columns: []string{"tags", "tags.a", "settings.name"}})
	assert.Equal(t, "tags,tags.a,settings.name\n,,\n\"{\"\"a\"\":\"\"=1+1\"\"}\",=1+1,\n", got)
	assert.Empty(t, notes, "a declared column may be empty")
}

func TestCSVOfNothing(t *testing.T) {
	got, _ := written(t, `{}`, render.Options{Format: render.CSV, Layout: clusters(), Columns: []string{"state"}})
	assert.Equal(t, "state\n", got)
	got, _ = written(t, `[]`, render.Options{Format: render.CSV})
	assert.Empty(t, got, "no rows and no names")
}

func TestCSVOnAScreenCannotSteerIt(t *testing.T) {
	got, _ := written(t, twoClusters, render.Options{Format: render.CSV, Layout: clusters(), Columns: []string{"description"}, Screen: true})
	assert.Equal(t, "description\n\"\"\n\"line\nbreak\\x1b[31m\"\n", got)
}

const statement = `{"manifest": {"schema": {"columns": [{"name": "day"}, {"name": "Größe"}]}},
  "result": {"data_array": [["2026-01-01", "9223372036854775807"], ["2026-01-02", null, "more"]]}}`

func statements() render.Layout {
	return render.NewLayout(nil, nil, "result.data_array", "result.external_links", "manifest.schema.columns")
}

func TestRowsThatAreLists(t *testing.T) {
	got, _ := written(t, statement, render.Options{Format: render.CSV, Layout: statements()})
	assert.Equal(t, "day,Größe\n2026-01-01,9223372036854775807\n2026-01-02,,more\n", got)
	got, _ = written(t, statement, render.Options{Format: render.Table, Layout: statements()})
	assert.Equal(t, "day         Größe\n2026-01-01  9223372036854775807\n2026-01-02\n", got)
	got, _ = written(t, statement, render.Options{Format: render.CSV, Layout: statements(), Columns: []string{"Größe"}})
	assert.Equal(t, "Größe\n9223372036854775807\n\"\"\n", got)
	got, _ = written(t, `{"data": [[1, true], [2]]}`, render.Options{Format: render.CSV, Layout: render.NewLayout(nil, nil, "data", "", "")})
	assert.Equal(t, "column1,column2\n1,true\n2,\n", got)
	got, _ = written(t, `{"data": [[1, true]]}`, render.Options{Format: render.CSV, Columns: []string{"column2"}, Layout: render.NewLayout(nil, nil, "data", "", "")})
	assert.Equal(t, "column2\ntrue\n", got)
	got, _ = written(t, `{"result": {"external_links": [{"chunk_index": 0}]}}`, render.Options{Format: render.CSV, Layout: statements()})
	assert.Equal(t, "chunk_index\n0\n", got, "the other place of the rows")
}

func TestRowsOfNoDeclaredKind(t *testing.T) {
	for answer, want := range map[string]string{
		`[{"b": 1, "a": {"x": 1}, "id": "i", "l": []}]`: "ID  B\ni   1\n",
		`["a", "b"]`:  "VALUE\na\nb\n",
		`[1]`:         "VALUE\n1\n",
		`"text"`:      "VALUE\ntext\n",
		`[{}]`:        "VALUE\n{}\n",
		`[{"a": {}}]`: "A\n{}\n",
	} {
		got, _ := written(t, answer, render.Options{Format: render.Table})
		assert.Equal(t, want, got, answer)
	}
	got, _ := written(t, `[{"b": 1, "a": {"x": 1}, "id": "i"}]`, render.Options{Format: render.CSV})
	assert.Equal(t, "id,a,b\ni,\"{\"\"x\"\":1}\",1\n", got)
}

// A service may answer with other fields than are declared.
func TestRowsWithoutADeclaredField(t *testing.T) {
	got, _ := written(t, `{"clusters": [{"new": 1}]}`, render.Options{Format: render.Table, Layout: clusters()})
	assert.Equal(t, "NEW\n1\n", got)
}

func TestTableOfNothing(t *testing.T) {
	got, notes := written(t, `{}`, render.Options{Format: render.Table, Layout: clusters()})
	assert.Empty(t, got)
	assert.Equal(t, "no items\n", notes)
}

func TestTableOfNamedColumns(t *testing.T) {
	o := render.Options{Format: render.Table, Layout: clusters(), Columns: []string{"state", "cluster_id", "tags.a"}}
	got, notes := written(t, twoClusters, o)
	assert.Equal(t, `
STATE       CLUSTER_ID            TAGS.A
RUNNING     1122-334455-abcdef12
TERMINATED  1122-334455-abcdef13  =1+1
`, "\n"+got)
	assert.Empty(t, notes)
	o.Width = 30
	got, _ = written(t, twoClusters, o)
	assert.Equal(t, `
STA…  CLUSTER_ID          TAG…
RUN…  1122-334455-abcde…
TER…  1122-334455-abcde…  =1+1
`, "\n"+got)
}

func TestAColumnThatNoRowHas(t *testing.T) {
	got, notes := written(t, `[{"name": "a"}, {"state": "b"}]`, render.Options{Format: render.CSV, Columns: []string{"nmae", "state"}})
	assert.Equal(t, "nmae,state\n,\n,b\n", got)
	assert.Equal(t, "no row has the column \"nmae\"; did you mean \"name\"?\n", notes)
}

const one = `{"name": "x", "b": {"c": {"d": {"e": 1}}, "z": []}, "a": [1, "two"], "created_at": 1700000000,
  "id": 9223372036854775807, "objects": [{"k": 1}], "none": null, "text": "a\nb", "empty": {}}`

func TestTableOfOneObject(t *testing.T) {
	got, _ := written(t, one, render.Options{Format: render.Table})
	assert.Equal(t, `
id          9223372036854775807
name        x
a           1, two
b.c.d       {"e":1}
b.z         []
created_at  2023-11-14 22:13:20Z
empty       {}
none
objects     [{"k":1}]
text        a\nb
`, "\n"+got)
	got, _ = written(t, one, render.Options{Format: render.Table, Width: 20, Columns: []string{"created_at", "b.c.d.e", "nme"}})
	assert.Equal(t, "created_at  2023-11…\nb.c.d.e     1\nnme\n", got)
	got, _ = written(t, one, render.Options{Format: render.CSV, Columns: []string{"id", "b.c"}})
	assert.Equal(t, "id,b.c\n9223372036854775807,\"{\"\"d\"\":{\"\"e\"\":1}}\"\n", got)
}

func TestTimesThatAreNone(t *testing.T) {
	got, _ := written(t, `[{"start_time": 0, "end_time": 12, "run_date": "2026-01-01", "wait_time": 1.5}]`, render.Options{Format: render.Table})
	assert.Equal(t, "END_TIME  RUN_DATE    WAIT_TIME\n12        2026-01-01  1.5\n", got)
}
