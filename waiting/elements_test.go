package waiting_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/waiting"
)

const (
	install = "post_api_2_0_libraries_install"
	pypi    = `{"data":{"libraries":[{"pypi":{"package":"a"}},{"jar":"/Volumes/x.jar"}]}}`
)

func status(library, state, more string) string {
	return `{"library":` + library + `,"status":"` + state + `"` + more + `}`
}

func libraries(t *testing.T, elements ...string) any {
	t.Helper()
	text := ""
	for i, e := range elements {
		if i > 0 {
			text += ","
		}
		text += e
	}
	return parse(t, `{"library_statuses":[`+text+`]}`)
}

const (
	a     = `{"pypi":{"package":"a","repo":"https://pypi.org"}}` // the service filled in the repo
	jar   = `{"jar":"/Volumes/x.jar"}`
	other = `{"pypi":{"package":"other"}}`
)

func TestElements(t *testing.T) {
	everywhere := `,"is_library_for_all_clusters":true`
	for _, c := range []struct {
		name     string
		elements []string
		end      waiting.End
		state    string
	}{
		{"one goes on", []string{status(a, "INSTALLED", ""), status(jar, "INSTALLING", "")}, waiting.Pending, "1 INSTALLING, 1 INSTALLED"},
		{"one goes on and one failed", []string{status(a, "FAILED", ""), status(jar, "PENDING", "")}, waiting.Pending, "1 PENDING, 1 FAILED"},
		{"one failed", []string{status(a, "FAILED", ""), status(jar, "INSTALLED", "")}, waiting.Failure, "1 FAILED, 1 INSTALLED"},
		{"all are there", []string{status(a, "INSTALLED", ""), status(jar, "INSTALLED", "")}, waiting.Success, "INSTALLED"},
		{"others do not count", []string{status(a, "INSTALLED", ""), status(jar, "INSTALLED", ""), status(other, "FAILED", "")}, waiting.Success, "INSTALLED"},
		{"nor do those of all clusters", []string{status(a, "INSTALLED", ""), status(jar, "INSTALLED", ""), status(jar, "FAILED", everywhere)}, waiting.Success, "INSTALLED"},
		{"no state goes on", []string{`{"library":` + a + `}`, status(jar, "INSTALLED", "")}, waiting.Pending, "1 no state, 1 INSTALLED"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := judge(t, install, pypi).Answer(libraries(t, c.elements...), true)
			assert.Equal(t, c.end, v.End)
			assert.Equal(t, c.state, v.State)
			assert.Empty(t, v.Message)
		})
	}
}

// What is not listed is not there yet, or gone.
func TestElementsThatAreNotListed(t *testing.T) {
	j := judge(t, install, pypi)
	assert.Equal(t, waiting.Pending, j.Answer(libraries(t), true).End)
	assert.Equal(t, waiting.Pending, j.Answer(parse(t, `{}`), true).End)
	assert.Equal(t, waiting.Pending, j.Answer(libraries(t, status(a, "INSTALLED", "")), true).End, "the other one may come")
	assert.Equal(t, waiting.Success, j.Answer(libraries(t, status(jar, "INSTALLED", "")), true).End, "the first was there and is gone")
	assert.Equal(t, waiting.Pending, j.Answer(libraries(t), true).End)
	assert.Equal(t, waiting.Success, j.Answer(libraries(t), false).End)
}

func TestFailedElementsAreNamed(t *testing.T) {
	v := judge(t, install, pypi).Answer(libraries(t,
		status(jar, "INSTALLED", ""), status(a, "FAILED", `,"messages":["no such package","giving up"]`)), false)
	assert.Equal(t, []waiting.Part{
		{Name: `{"pypi":{"package":"a","repo":"https://pypi.org"}}`, State: "FAILED", Message: "no such package; giving up", Failed: true},
		{Name: `{"jar":"/Volumes/x.jar"}`, State: "INSTALLED"},
	}, v.Parts)
}

// Without among all elements count, and a key is not needed.
func TestAllElements(t *testing.T) {
	w := &registry.Wait{State: "s", Success: []any{"END"}, Failure: []any{"BAD"}, Each: &registry.WaitEach{Items: "list"}}
	j := waiting.NewJudge(w, nil, nil)
	assert.Equal(t, waiting.Success, j.Answer(object{"list": []any{object{"s": "END"}, object{"s": "END"}}}, true).End)
	assert.Equal(t, waiting.Failure, j.Answer(object{"list": []any{object{"s": "END"}, object{"s": "BAD"}}}, true).End)
	assert.Equal(t, waiting.Pending, j.Answer(object{"list": "odd"}, true).End)
	w.Each.Among = "ids"
	j = waiting.NewJudge(w, nil, []any{"x", json.Number("2")})
	assert.Equal(t, waiting.Pending, j.Answer(object{"list": []any{"x", 2}}, false).End, "elements without a state go on")
}

// Numbers are compared by their value, whoever wrote them.
func TestElementsNamedByNumbers(t *testing.T) {
	w := &registry.Wait{State: "s", Success: []any{"END"}, Each: &registry.WaitEach{Items: "list", Key: "id"}}
	for _, c := range []struct {
		named any
		sent  string
		same  bool
	}{
		{7, "7", true}, {int64(7), "7.0", true}, {7.0, "7e0", true}, {uint64(7), "7", true},
		{json.Number("12345678901234567890"), "12345678901234567891", false},
		{json.Number("1e1"), "10", true}, {7, `"7"`, false}, {"7", "7", false},
		{json.Number("1e99999999"), "1e99999998", false}, // and takes no time
		{[]any{1, 2}, "[1,2]", true}, {[]any{1}, "[1,2]", false}, {object{"a": nil}, `{}`, true}, {object{"a": 1}, `[]`, false},
	} {
		j := waiting.NewJudge(w, nil, []any{c.named})
		v := j.Answer(parse(t, `{"list":[{"id":`+c.sent+`,"s":"GOING"}]}`), false)
		assert.Equal(t, c.same, v.State == "GOING", "%v %s", c.named, c.sent)
	}
}
