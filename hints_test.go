package connector_test

import (
	"io"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// The seconds that a service asks to wait reach whoever reads the error, rounded up.
func TestErrorObjectTellsWhenToComeBack(t *testing.T) {
	date := http.Header{"Date": {"Sun, 22 Nov 2026 10:00:00 GMT"}}
	with := func(after string) http.Header {
		h := date.Clone()
		h.Set("Retry-After", after)
		return h
	}
	info := func(delay string) []any {
		return []any{map[string]any{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retry_delay": delay}}
	}
	for name, tc := range map[string]struct {
		header  http.Header
		details []any
		want    int
	}{
		"seconds":                    {with("17"), nil, 17},
		"part of a second":           {with("0.2"), nil, 1},
		"a date, from the answer's":  {with("Sun, 22 Nov 2026 10:01:30 GMT"), nil, 90},
		"a date that passed":         {with("Sun, 22 Nov 2026 09:00:00 GMT"), nil, 0},
		"details":                    {date, info("2.5s"), 3},
		"the longer of both":         {with("1"), info("30s"), 30},
		"nothing":                    {date, nil, 0},
		"what cannot be understood":  {with("soon"), info("later"), 0},
		"less than nothing":          {with("-3"), info("-3s"), 0},
		"a header of another answer": {nil, nil, 0},
	} {
		api := &connector.APIError{Status: 429, Header: tc.header, Details: tc.details}
		assert.Equal(t, tc.want, connector.NewErrorObject(&connector.RetryError{Last: api}, connector.Call{}).RetryAfter, name)
	}
}

// The library does not know who reads its hints: it names no command and no flag.
func TestHintsNameNoCommand(t *testing.T) {
	c, err := connector.Open(connector.Config{ConnectionsFile: filepath.Join(t.TempDir(), "none.yaml"), ConfigFile: filepath.Join(t.TempDir(), "none"), Getenv: func(string) string { return "" }})
	require.NoError(t, err)
	for _, call := range []connector.Call{
		{},
		{Connection: "x"},
		{Connection: "x", Action: "get_nothing"},
		{Connection: "x", Action: "get_api_2_1_clusters_list"},
	} {
		_, err := c.Do(t.Context(), call)
		require.Error(t, err)
		o := connector.NewErrorObject(err, call)
		assert.NotEmpty(t, o.Hint, o.Message)
		for _, text := range []string{o.Hint, o.Message} {
			assert.NotContains(t, text, "actionctl ")
			assert.NotContains(t, text, "--")
		}
	}
	o := connector.NewErrorObject(&connector.SendError{Cause: io.EOF}, connector.Call{})
	assert.NotContains(t, o.Hint, "actionctl ")
}
