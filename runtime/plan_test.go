package runtime

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
)

const secretThing = `http: POST /things/{key}
path: {key: {type: string}}
query: {q: {type: string}}
header: {X-Key: {type: string}}
body: {schema: {type: object}}
`

func secretPlan(t *testing.T) *Plan {
	t.Helper()
	params := func(secret string) map[string]any {
		return map[string]any{"key": secret, "q": "a&b" + secret, "X-Key": secret, "data": map[string]any{"sql": "a < 1 && b", "password": secret}}
	}
	to := Target{Connection: "prod", Host: "https://h", WorkspaceID: "7", UserAgent: "actionctl/test"}
	p, err := NewPlan(newAction(t, secretThing), to, params("s3cret"), func(*registry.Action, map[string]any) map[string]any { return params("REDACTED") })
	require.NoError(t, err)
	return p
}

func TestPlanSendsSecrets(t *testing.T) {
	p := secretPlan(t)
	assert.Equal(t, "https://h/things/s3cret?q=a%26bs3cret", p.URL())
	assert.Equal(t, "s3cret", p.Header.Get("X-Key"))
	assert.Contains(t, readBody(t, p.Body), "s3cret")
}

func TestPlanShowsNoSecrets(t *testing.T) {
	p := secretPlan(t)
	asJSON, err := json.Marshal(p)
	require.NoError(t, err)
	byValue, err := json.Marshal(map[string]any{"plan": *p})
	require.NoError(t, err)
	shown := []string{string(asJSON), string(byValue)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		shown = append(shown, fmt.Sprintf(verb, p), fmt.Sprintf(verb, *p))
	}
	for _, text := range shown {
		assert.NotContains(t, text, "s3cret")
		assert.Contains(t, text, "REDACTED")
	}
}

func TestPlanText(t *testing.T) {
	assert.Equal(t, `POST https://h/things/REDACTED?q=a%26bREDACTED
Accept: application/json
Content-Type: application/json
User-Agent: actionctl/test
X-Databricks-Workspace-Id: 7
X-Key: REDACTED
Authorization: Bearer **REDACTED**

{"password":"REDACTED","sql":"a < 1 && b"}
`, secretPlan(t).String())
}

func TestPlanJSON(t *testing.T) {
	text, err := secretPlan(t).MarshalJSON()
	require.NoError(t, err)
	assert.Contains(t, string(text), `"a < 1 && b"`, "escaped for HTML")
	assert.JSONEq(t, `{
		"action": "test_action", "connection": "prod", "method": "POST", "url": "https://h/things/REDACTED?q=a%26bREDACTED",
		"headers": {
			"Accept": "application/json", "Authorization": "Bearer **REDACTED**", "Content-Type": "application/json",
			"User-Agent": "actionctl/test", "X-Databricks-Workspace-Id": "7", "X-Key": "REDACTED"
		},
		"body": {"sql": "a < 1 && b", "password": "REDACTED"}
	}`, string(text))
}

func TestPlanShowsTheBodyThatIsSent(t *testing.T) {
	free := "http: POST /x\nbody: {schema: {}}\n"
	for _, c := range []struct {
		descriptor string
		params     map[string]any
		json, text string
	}{
		{free, nil, `{}`, `{}`},
		{free, map[string]any{"data": nil}, `null`, `null`},
		{free, map[string]any{"data": "text"}, `"text"`, `"text"`},
		{free, map[string]any{"data": []any{json.Number("9007199254740993")}}, `[9007199254740993]`, `[9007199254740993]`},
		{putThing, map[string]any{"data": "bytes"}, `"<5 bytes of application/octet-stream>"`, `<5 bytes of application/octet-stream>`},
		{putThing, map[string]any{"data": io.LimitReader(zeros{}, 5)}, `"<application/octet-stream of unknown length>"`, `<application/octet-stream of unknown length>`},
	} {
		p := newPlan(t, newAction(t, c.descriptor), "https://h", c.params)
		text, err := p.MarshalJSON()
		require.NoError(t, err)
		assert.Contains(t, string(text), `"body":`+c.json+"}")
		assert.True(t, strings.HasSuffix(p.String(), "\n\n"+c.text+"\n"), p.String())
		if c.descriptor == free {
			assert.Equal(t, c.text, readBody(t, p.Body))
		}
	}
	text, err := newPlan(t, newAction(t, getThings), "https://h", nil).MarshalJSON()
	require.NoError(t, err)
	assert.NotContains(t, string(text), `"body"`)
}

// TestShowingAPlanDoesNotTouchItsReader: not before it is sent, and not after.
func TestShowingAPlanDoesNotTouchItsReader(t *testing.T) {
	r := strings.NewReader("content")
	p := newPlan(t, newAction(t, putThing), "https://h", map[string]any{"data": seeker{r}})
	before := p.String()
	assert.Equal(t, 7, r.Len())
	assert.Equal(t, "content", readBody(t, p.Body))
	assert.Equal(t, before, p.String())
	assert.Equal(t, 0, r.Len())
}

func TestPlanWithoutAuthShowsNone(t *testing.T) {
	p := newPlan(t, newAction(t, "http: GET /x\nauth: none\n"), "https://h", nil)
	assert.NotContains(t, p.String(), "Authorization")
}

func TestPlanNotMadeByNewPlanShowsNothing(t *testing.T) {
	assert.NotContains(t, Plan{Path: "/s3cret", Query: "s3cret"}.String(), "s3cret")
}
