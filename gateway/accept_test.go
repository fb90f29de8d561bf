package gateway

import (
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPrefers(t *testing.T) {
	for accept, want := range map[string]string{
		"":                                     jsonContent,
		" ":                                    jsonContent,
		"*/*":                                  jsonContent,
		"application/*":                        jsonContent,
		"text/*":                               eventsContent,
		"text/event-stream":                    eventsContent,
		"TEXT/Event-Stream; charset=utf-8":     eventsContent,
		"text/html, */*;q=0.1":                 jsonContent,
		"application/json;q=0.2, text/*;q=0.4": eventsContent,
		"*/*, application/json;q=0":            eventsContent,
		"application/json;q=x, text/html":      jsonContent,
		"text/html":                            "",
		"application/json;q=0":                 "",
		"application/json;q=0, */*;q=0":        "",
		"application/jsonl":                    "",
		"!!, application/json":                 jsonContent,
		"text/event-stream;q=1, application/json": jsonContent,
	} {
		x := &exchange{r: httptest.NewRequest("POST", "/", nil)}
		if accept != "" {
			x.r.Header.Set("Accept", accept)
		}
		got, err := x.prefers(jsonContent, eventsContent)
		assert.Equal(t, want, got, accept)
		assert.Equal(t, want == "", err != nil, accept)
	}
	x := &exchange{r: httptest.NewRequest("POST", "/", nil)}
	x.r.Header["Accept"] = []string{"text/html", "text/event-stream"}
	got, err := x.prefers(jsonContent, eventsContent)
	assert.NoError(t, err)
	assert.Equal(t, eventsContent, got, "in several lines")
}
