package registry

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDecodeEveryWord reads a descriptor that has every key of the format.
func TestDecodeEveryWord(t *testing.T) {
	text, err := os.ReadFile("testdata/every_word.yaml")
	require.NoError(t, err)
	got, err := Decode("things/every_word.yaml", text)
	require.NoError(t, err)
	limit, first := 25, 0
	assert.Equal(t, &Action{
		Name: "every_word", Service: "things", Replaces: true,
		Summary: "Use every word.", Description: "A long text.", Deprecated: "Use get_thing.",
		Method: "POST", Path: "/api/2.0/things/{id}", NoAuth: true, Safety: Privileged,
		Params: []Param{
			{"id", InPath, true, Schema{"type": "string", "x-encode": "segments"}},
			{"page_token", InQuery, false, Schema{"type": "string"}},
			{"limit", InQuery, true, Schema{
				"type": "integer", "minimum": json.Number("-1"), "maximum": json.Number("1e3"), "default": json.Number("2.0"),
				"enum": []any{json.Number("9223372036854775808"), true, nil, "yes", "2024-01-01"},
			}},
			{"X-Id", InHeader, true, Schema{"$ref": "/types/things/Id", "x-sensitive": true}},
		},
		Body: &Body{Required: true, Content: JSONContent, Schema: Schema{"type": "object", "additionalProperties": false}},
		Response: &Response{
			Content: JSONContent, Schema: Schema{"$ref": "/types/things/Thing"}, Headers: []string{"ETag"},
			Alternatives: []Alternative{{When: map[string]any{"data.raw": true}, Content: "text/csv"}},
		},
		Idempotency: &Idempotency{Token: "data.token", Repeatable: true},
		FailsWhen:   &FailsWhen{Path: "status", Values: []string{"FAILED"}, Code: "error.code", Message: "error.message"},
		Errors:      []ErrorRule{{Status: 400, Code: "BAD", Message: "^no", Kind: "not_found"}},
		Paginate: &Paginate{
			Style: PageToken, Send: "page_token", Read: "next", ReadElse: "next_token", Items: "items", ItemsElse: "things", Header: "columns",
			Distinct: "id", Limit: "limit", MaxLimit: 100, SendLimit: &limit, First: &first, StopOnEmpty: true, NextRequest: "next_body",
			Merge: []string{"a"}, MergeInstead: map[string]string{"b": "c"},
			Follow: &Follow{Action: "next_page", With: map[string]string{"id": "request.id"}},
		},
		Wait: &Wait{
			Poll: "get_thing", With: map[string]string{"id": "response.id"}, State: "state",
			Each:    &WaitEach{Items: "items", Key: "id", Among: "data.ids", Skip: map[string]any{"old": true}},
			Success: []any{"DONE", true}, Failure: []any{"FAILED"},
			SuccessWhen: map[string]map[string]any{"STOPPED": {"stopped": true}},
			NotFound:    "pending", Result: &WaitResult{Path: "result", Success: []string{"OK"}, Failure: []string{"BAD"}},
			Message: "message", Code: "code", Timeout: "20m",
			Abort: &Follow{Action: "stop_thing", With: map[string]string{"id": "response.id"}},
			Stale: []any{"FAILED", false},
			Parts: &WaitParts{
				Items: "parts", Name: "id", Attempt: "try", State: "state", Failure: []any{"BROKEN", false},
				Result: &WaitResult{Path: "result", Success: []string{"OK"}}, NotRun: []string{"SPARED"}, Message: "message",
				Output: &Follow{Action: "get_part", With: map[string]string{"id": "id"}}, Error: "error",
			},
		},
	}, got)
}

func TestDecodeDefaults(t *testing.T) {
	for _, c := range []struct {
		http string
		want Safety
	}{
		{"GET /x", Read},
		{"HEAD /x", Read},
		{"POST /x", Write},
		{"PUT /x", Write},
		{"PATCH /x", Write},
		{"DELETE /x", Destructive},
	} {
		a, err := Decode("s/a.yaml", []byte("name: a\nsummary: A.\nhttp: "+c.http+"\n"))
		require.NoError(t, err)
		assert.Equal(t, c.want, a.Safety, c.http)
	}
}

func TestDecodeBodyAndResponse(t *testing.T) {
	for _, c := range []struct {
		name, text string
		body       *Body
		response   *Response
	}{
		{"neither", "", nil, nil},
		{"bytes out", "body: {content: text/csv}\n", &Body{Content: "text/csv"}, nil},
		{"short form", "response: {type: object}\n", nil, &Response{Content: JSONContent, Schema: Schema{"type": "object"}}},
		{"reference", "response: {$ref: /types/a/B}\n", nil, &Response{Content: JSONContent, Schema: Schema{"$ref": "/types/a/B"}}},
		{"bytes in", "response: {content: text/csv}\n", nil, &Response{Content: "text/csv"}},
		{"headers only", "response: {headers: [ETag]}\n", nil, &Response{Headers: []string{"ETag"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Decode("s/a.yaml", []byte("name: a\nsummary: A.\nhttp: POST /x\n"+c.text))
			require.NoError(t, err)
			assert.Equal(t, c.body, a.Body)
			assert.Equal(t, c.response, a.Response)
		})
	}
}
