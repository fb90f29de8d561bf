package pagefake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/actionctl/connector/internal/lazyregexp"
	"github.com/actionctl/connector/registry"
)

// RoundTrip makes the service a transport.
func (s *Service) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		_ = r.Body.Close()
	}
	for _, a := range append([]*registry.Action{s.List}, s.Others...) {
		params, ok := match(a, r)
		if !ok {
			continue
		}
		if len(body) > 0 {
			data, err := decodeBody(body)
			if err != nil {
				return reply(r, 400, object{"error_code": "MALFORMED_REQUEST", "message": err.Error()})
			}
			params[registry.BodyParam] = data
		}
		answer, err := s.Answer(a, params)
		switch {
		case errors.Is(err, errBroken):
			return reply(r, 500, object{"error_code": "INTERNAL_ERROR", "message": "broken"})
		case err != nil:
			return reply(r, 400, object{"error_code": "INVALID_PARAMETER_VALUE", "message": err.Error()})
		}
		return reply(r, 200, answer)
	}
	return reply(r, 404, object{"error_code": "ENDPOINT_NOT_FOUND", "message": r.Method + " " + r.URL.Path})
}

var variable = lazyregexp.New(`\{([^}]+)\}`)

// match reads the parameters of a request, if it is one of the action.
func match(a *registry.Action, r *http.Request) (object, bool) {
	var pattern strings.Builder
	pattern.WriteByte('^')
	var names []string
	found := variable().FindAllStringSubmatch(a.Path, -1)
	for i, literal := range variable().Split(a.Path, -1) {
		pattern.WriteString(regexp.QuoteMeta(literal))
		switch {
		case i == len(found):
		case strings.HasSuffix(literal, "/"):
			pattern.WriteString("([^/]+)")
		default: // a path of several segments
			pattern.WriteString("(/.*)")
		}
	}
	for _, m := range found {
		names = append(names, m[1])
	}
	values := regexp.MustCompile(pattern.String() + "$").FindStringSubmatch(r.URL.EscapedPath())
	if values == nil || a.Method != r.Method {
		return nil, false
	}
	params := decodeQuery(r.URL.Query())
	for i, name := range names {
		value, err := url.PathUnescape(values[i+1])
		if err != nil {
			return nil, false
		}
		params[name] = value
	}
	return params, true
}

func reply(r *http.Request, status int, answer any) (*http.Response, error) {
	text, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: status, Status: fmt.Sprintf("%d %s", status, http.StatusText(status)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/json"}},
		Body:   io.NopCloser(bytes.NewReader(text)), ContentLength: int64(len(text)), Request: r,
	}, nil
}

// ServeHTTP makes the service a server.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := s.RoundTrip(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer func() { _ = answer.Body.Close() }()
	w.Header().Set("Content-Type", answer.Header.Get("Content-Type"))
	w.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(w, answer.Body) // who went away does not read it
}
