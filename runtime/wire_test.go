package runtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

var update = flag.Bool("update", false, "rewrite the request and result sections of testdata/wire")

// TestWire sends each call of testdata/wire to a real server. Sections of a file:
//
//	descriptor.yaml  the action
//	params.json      the parameters
//	data             the bytes of a raw body; data.reader: as a reader of unknown length
//	response         the answer as it goes over the wire, headers and body
//	request          what the server saw (checked)
//	result           what the caller gets (checked)
func TestWire(t *testing.T) {
	files, err := filepath.Glob("testdata/wire/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			require.NoError(t, err)
			request, result := runWire(t, ar)
			if *update {
				setSection(ar, "request", request)
				setSection(ar, "result", result)
				require.NoError(t, os.WriteFile(file, txtar.Format(ar), 0o600))
			}
			const cure = "; if that is meant, run: go test ./runtime -run TestWire -update"
			assert.Equal(t, string(section(ar, "request")), request, "request of "+file+cure)
			assert.Equal(t, string(section(ar, "result")), result, "result of "+file+cure)
		})
	}
}

func runWire(t *testing.T, ar *txtar.Archive) (request, result string) {
	t.Helper()
	a, err := registry.Decode("test/test_action.yaml", section(ar, "descriptor.yaml"))
	require.NoError(t, err)
	params := wireParams(t, ar)

	request = "nothing was sent\n"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request = dump(r)
		conn, _, err := http.NewResponseController(w).Hijack()
		if assert.NoError(t, err) {
			_, _ = conn.Write(rawResponse(ar))
			_ = conn.Close()
		}
	}))
	defer server.Close()

	to := Target{Connection: "test", Host: server.URL, WorkspaceID: string(bytes.TrimSpace(section(ar, "workspace_id"))), UserAgent: "actionctl/test"}
	plan, err := NewPlan(a, to, params, asTheyAre)
	if err != nil {
		return request, describe(nil, err)
	}
	client := NewClient(&connection.Connection{Host: server.URL, Auth: connection.StaticToken("t0ken"), RetryBudget: -1})
	res, err := client.Do(t.Context(), a, plan)
	result = describe(res, err)
	return request, strings.ReplaceAll(result, server.URL, "HOST")
}

func wireParams(t *testing.T, ar *txtar.Archive) map[string]any {
	t.Helper()
	var params map[string]any
	dec := json.NewDecoder(bytes.NewReader(section(ar, "params.json")))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&params))
	if data := section(ar, "data"); data != nil {
		params[registry.BodyParam] = bytes.TrimSuffix(data, []byte("\n"))
	}
	if data := section(ar, "data.reader"); data != nil {
		params[registry.BodyParam] = io.MultiReader(bytes.NewReader(bytes.TrimSuffix(data, []byte("\n"))))
	}
	return params
}

// dump writes a request as the server saw it, but for the host.
func dump(r *http.Request) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", r.Method, r.RequestURI)
	header := r.Header.Clone()
	if traceForm.MatchString(header.Get("Traceparent")) {
		header.Set("Traceparent", "00-<trace>-<span>-01") // another one each time
	}
	if len(r.TransferEncoding) > 0 {
		header["Transfer-Encoding"] = r.TransferEncoding
	}
	for _, name := range slices.Sorted(maps.Keys(header)) {
		for _, value := range header[name] {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	body, err := io.ReadAll(r.Body)
	if len(body) > 0 || err != nil {
		fmt.Fprintf(&b, "\n%s\n", body)
	}
	return b.String()
}

// rawResponse is the answer with the line ends of HTTP in its head.
func rawResponse(ar *txtar.Archive) []byte {
	answer := section(ar, "response")
	if answer == nil {
		answer = []byte("HTTP/1.1 200 OK\nContent-Type: application/json\n\n{}\n")
	}
	head, body, _ := bytes.Cut(answer, []byte("\n\n"))
	head = bytes.TrimSuffix(head, []byte("\n"))
	if bytes.Contains(head, []byte("chunked")) {
		body = bytes.ReplaceAll(body, []byte("\n"), []byte("\r\n"))
	}
	raw := bytes.ReplaceAll(head, []byte("\n"), []byte("\r\n"))
	return append(append(raw, "\r\n\r\n"...), bytes.TrimRight(body, "\r\n")...)
}

func describe(res *Result, err error) string {
	var api *APIError
	var send *SendError
	var faults Faults
	switch {
	case err != nil && res != nil:
		return "a result together with an error\n"
	case errors.As(err, &api):
		return fmt.Sprintf("error: %s\nkind: %s\ncode: %q\nmessage: %q\n", err, api.Kind, api.Code, api.Message)
	case errors.As(err, &send):
		return fmt.Sprintf("no answer: %s\n", err)
	case errors.As(err, &faults):
		return fmt.Sprintf("faults:\n%s\n", err)
	case err != nil:
		return fmt.Sprintf("not sent: %s\n", err)
	}
	kind := "data"
	if res.Stream != nil {
		kind = "stream"
	}
	data, err := res.Data()
	if err != nil {
		return fmt.Sprintf("%d %s error: %s\n", res.Status, kind, err)
	}
	if raw, ok := data.([]byte); ok {
		data = string(raw)
	}
	text, err := marshal(data)
	if err != nil {
		text = []byte(err.Error())
	}
	return fmt.Sprintf("%d %s\n%s: %s\n", res.Status, res.Header.Get("Content-Type"), kind, text)
}

func section(ar *txtar.Archive, name string) []byte {
	for _, f := range ar.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

func setSection(ar *txtar.Archive, name, data string) {
	for i, f := range ar.Files {
		if f.Name == name {
			ar.Files[i].Data = []byte(data)
			return
		}
	}
	ar.Files = append(ar.Files, txtar.File{Name: name, Data: []byte(data)})
}

var traceForm = regexp.MustCompile(`^00-[0-9a-f]{32}-[0-9a-f]{16}-01$`)
