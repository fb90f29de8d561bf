package conformance

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Bodies that are no call are refused before anything is done with them.
func TestBodies(t *testing.T) {
	p := newPrey(t)
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, err := io.WriteString(w, createJob)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	deep := strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000)
	wide := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	for name, c := range map[string]struct {
		status int
		body   string
		header string
	}{
		"nothing":                {400, "", ""},
		"no JSON":                {400, "not JSON", ""},
		"an array":               {400, "[]", ""},
		"null":                   {400, "null", ""},
		"a string":               {400, `"x"`, ""},
		"two values":             {400, createJob + createJob, ""},
		"cut":                    {400, createJob[:len(createJob)-1], ""},
		"bytes that are no text": {400, "{\"connection\":\"\xff\xfe\",\"action\":\"x\"}", ""},
		"deep":                   {400, strings.Replace(createJob, `"by an attacker"`, deep, 1), ""},
		"deep in brackets":       {400, wide, ""},
		"unknown fields":         {400, `{"connection":"work","action":"post_api_2_2_jobs_create","prams":{}}`, ""},
		"a field twice":          {400, `{"connection":"nowhere","connection":"work","action":"post_api_2_2_jobs_create","params":{"data":{"name":"x"}}}`, ""},
		"another case":           {400, `{"Connection":"work","ACTION":"post_api_2_2_jobs_create","params":{"data":{"name":"x"}}}`, ""},
		"wrong kinds":            {400, `{"connection":1,"action":[],"params":"x"}`, ""},
		"a body too large":       {413, `{"connection":"work","action":"` + strings.Repeat("a", 17<<20) + `"}`, ""},
		"a form":                 {415, createJob, "Content-Type: text/plain"},
		"a form of a page":       {415, "connection=work", "Content-Type: application/x-www-form-urlencoded"},
		"several parts":          {415, createJob, "Content-Type: multipart/form-data; boundary=x"},
		"no type":                {415, createJob, "Content-Type: "},
		"another character set":  {415, createJob, "Content-Type: application/json; charset=utf-16"},
		"compressed":             {415, zipped.String(), "Content-Encoding: gzip"},
	} {
		t.Run(name, func(t *testing.T) {
			got := p.ask(t, http.MethodPost, "/v1/run", p.writer, c.body, func(r *http.Request) {
				r.Header.Set("Content-Type", "application/json")
				if name, value, found := strings.Cut(c.header, ": "); found {
					r.Header.Set(name, value)
				}
			})
			assert.Equal(t, c.status, got.status, "%.500s", got.body)
			assert.Less(t, len(got.body), 4000, "tells back what it got")
			assert.Equal(t, "application/problem+json", got.header.Get("Content-Type"))
		})
	}
	p.unharmed(t)
}

// A body that never ends is cut at the limit, and the limit counts what comes, not what
// is announced.
func TestEndlessBody(t *testing.T) {
	p := newPrey(t)
	s := p.dial(t)
	s.send(fmt.Sprintf("POST /v1/run HTTP/1.1\nHost: %s\nAuthorization: Bearer %s\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n", p.address(t), p.writer))
	chunk := fmt.Sprintf("%x\r\n%s\r\n", 1<<20, strings.Repeat(" ", 1<<20))
	sent := 0
	for sent < 200 {
		if _, err := io.WriteString(s, chunk); err != nil {
			break
		}
		sent++
	}
	assert.Less(t, sent, 200, "mebibytes that it took")
	p.unharmed(t)
}
