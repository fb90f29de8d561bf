package runtime

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDetails(t *testing.T) {
	body := `{"error_code":"INVALID_PARAMETER_VALUE","message":"no","details":[
		{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"OLD"},
		{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"FILES_API_DIRECTORY_IS_NOT_EMPTY","metadata":{"etag":"7"}},
		{"@type":"type.googleapis.com/google.rpc.BadRequest","field_violations":[{"field":"name","description":"is taken"},3]},
		{"@type":"type.googleapis.com/google.rpc.Help","links":[{"description":"Names","url":"https://docs.example/names"}]},
		{"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"r-1"},
		"odd", null]}`
	e := newAPIError(&Plan{Action: "a"}, nil, 400, http.Header{}, []byte(body))
	assert.Equal(t, "FILES_API_DIRECTORY_IS_NOT_EMPTY", e.Reason(), "the last of a type")
	assert.Equal(t, map[string]any{"etag": "7"}, e.Detail("ErrorInfo")["metadata"])
	assert.Equal(t, []string{"name: is taken"}, e.Violations())
	assert.Equal(t, []string{"Names: https://docs.example/names"}, e.Help())
	assert.Equal(t, "r-1", e.RequestID)
	assert.Nil(t, e.Detail("QuotaFailure"))

	bare := newAPIError(&Plan{Action: "a"}, nil, 400, http.Header{}, nil)
	assert.Empty(t, bare.Reason())
	assert.Empty(t, bare.Violations())
	assert.Empty(t, bare.Help())
}
