package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/actions"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

type params = map[string]any

var builtin = registry.New(actions.Files, actions.Index)

func newBox() *Sandbox { return New(builtin, schema.NewTypes(schema.BuiltinTypes())) }

// encode writes a request by hand: the encoders of the runtime are what the sandbox
// is there to check.
func encode(t testing.TB, name string, ps params) *http.Request {
	t.Helper()
	a, err := builtin.Action(name)
	require.NoError(t, err)
	path, query, header := a.Path, url.Values{}, http.Header{}
	for _, p := range a.Params {
		v, given := ps[p.Name]
		switch {
		case !given:
		case p.In == registry.InPath:
			path = strings.Replace(path, "{"+p.Name+"}", escape(fmt.Sprint(v), p.Segments()), 1)
		case p.In == registry.InQuery:
			spread(query, p.Name, v)
		default:
			header.Set(p.Name, fmt.Sprint(v))
		}
	}
	var body io.Reader
	switch {
	case a.Body == nil:
	case a.Body.IsJSON():
		data := ps["data"]
		if data == nil {
			data = params{}
		}
		text, err := json.Marshal(data)
		require.NoError(t, err)
		body = bytes.NewReader(text)
		header.Set("Content-Type", "application/json")
	default:
		body = strings.NewReader(fmt.Sprint(ps["data"]))
		header.Set("Content-Type", a.Body.Content)
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	r := httptest.NewRequest(a.Method, path, body)
	r.Header = header
	if !a.NoAuth {
		r.Header.Set("Authorization", "Bearer "+Token)
	}
	return r
}

func escape(v string, segments bool) string {
	if !segments {
		return url.PathEscape(v)
	}
	parts := strings.Split(v, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

func spread(q url.Values, key string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			spread(q, key+"."+name, v[name])
		}
	case []any:
		for _, element := range v {
			spread(q, key, element)
		}
	default:
		q.Add(key, fmt.Sprint(v))
	}
}

func serve(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// ask calls an action and returns its JSON answer.
func ask(t testing.TB, s *Sandbox, name string, ps params) any {
	t.Helper()
	w := serve(s, encode(t, name, ps))
	require.Equal(t, http.StatusOK, w.Code, w.Body)
	require.Equal(t, "application/json", w.Header().Get("Content-Type"))
	v, err := schema.Decode(w.Body.Bytes())
	require.NoError(t, err)
	return v
}

// refused serves a request that must be refused with status, and returns the code
// and the message of the envelope.
func refused(t testing.TB, h http.Handler, r *http.Request, status int) (code, message string) {
	t.Helper()
	w := serve(h, r)
	require.Equal(t, status, w.Code, w.Body)
	var envelope struct {
		Code    string `json:"error_code"`
		Message string
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &envelope), w.Body)
	require.NotEmpty(t, w.Header().Get("X-Request-Id"))
	require.NotEmpty(t, envelope.Message)
	return envelope.Code, envelope.Message
}

// request is a raw request with credentials.
func request(method, target, body string) *http.Request {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+Token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return r
}

func at(t testing.TB, v any, path string) any {
	t.Helper()
	got, ok := valueAt(v, dotted(path))
	require.True(t, ok, "no %s in %v", path, v)
	return got
}
